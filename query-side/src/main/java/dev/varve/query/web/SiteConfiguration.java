package dev.varve.query.web;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** How Spring MVC answers here: its own files, and documents as the contract has them. */
@Configuration(proxyBeanMethods = false)
class SiteConfiguration implements WebMvcConfigurer {

    private static final String OWN = "classpath:/dev/varve/query/web/assets/";
    private static final CacheControl AN_HOUR = CacheControl.maxAge(Duration.ofHours(1));

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**").addResourceLocations(OWN).setCacheControl(AN_HOUR);
        registry.addResourceHandler("/webjars/**")
                .addResourceLocations("classpath:/META-INF/resources/webjars/")
                .setCacheControl(AN_HOUR)
                .resourceChain(true);
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
        builder.configureMessageConvertersList(
                converters -> converters.add(firstAfterTexts(converters), new ContractJson()));
    }

    /** Bytes and texts come first, whatever they hold. */
    private static int firstAfterTexts(java.util.List<?> converters) {
        for (int i = 0; i < converters.size(); i++) {
            if (converters.get(i).getClass().getSimpleName().contains("Json")) {
                return i;
            }
        }
        return converters.size();
    }
}
