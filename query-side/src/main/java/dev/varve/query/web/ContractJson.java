package dev.varve.query.web;

import dev.varve.cli.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;

/** What the API answers, as the command line prints it with {@code --json}. Spring's own reads what is sent. */
final class ContractJson extends AbstractHttpMessageConverter<Object> {

    ContractJson() {
        super(MediaType.APPLICATION_JSON, MediaType.APPLICATION_PROBLEM_JSON);
    }

    /** Texts and bytes are what they are; so is what Spring makes of its own, such as the API's description. */
    @Override
    protected boolean supports(Class<?> type) {
        return !CharSequence.class.isAssignableFrom(type) && !type.isArray();
    }

    @Override
    public boolean canRead(Class<?> type, MediaType mediaType) {
        return false;
    }

    @Override
    public List<MediaType> getSupportedMediaTypes(Class<?> type) {
        return supports(type) ? getSupportedMediaTypes() : List.of();
    }

    @Override
    protected Object readInternal(Class<?> type, HttpInputMessage message) {
        throw new HttpMessageNotReadableException("this one only writes", message);
    }

    @Override
    protected void writeInternal(Object document, HttpOutputMessage message) throws IOException {
        message.getBody().write((Json.text(document) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
