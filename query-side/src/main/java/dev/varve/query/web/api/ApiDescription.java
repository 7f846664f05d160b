package dev.varve.query.web.api;

import dev.varve.query.web.WebSurroundings;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the description of the API says of it as a whole. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String TOKEN = "bearer";

    @Bean
    OpenAPI description(WebSurroundings surroundings) {
        return new OpenAPI()
                .info(new Info()
                        .title("Varve")
                        .version(surroundings.version())
                        .description("What is recorded and believed of database migrations. Errors are problem"
                                + " details (RFC 9457) with code, expected, found and remedy."))
                .components(new Components()
                        .addSecuritySchemes(
                                TOKEN,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme(TOKEN)))
                .addSecurityItem(new SecurityRequirement().addList(TOKEN));
    }
}
