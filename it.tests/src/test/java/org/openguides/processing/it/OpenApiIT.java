package org.openguides.processing.it;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Map;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The description of the API as clients get it. */
@ExtendWith(SharedSling.class)
final class OpenApiIT {

    private static final String PATH = "/bin/guides/v1/openapi.json";

    private final SlingServer server;

    OpenApiIT(SlingServer server) {
        this.server = server;
    }

    @Test
    void isTheDocumentThatResponsesAreValidatedAgainst() throws IOException {
        assertEquals(
                JsonParser.parseString(Files.readString(ContractValidation.DOCUMENT)),
                server.admin().json(PATH));
    }

    @Test
    void requiresASignedInUser() {
        assertEquals(401, server.anonymous().get(PATH).statusCode());
    }

    @Test
    void isReadOnly() {
        HttpResponse<String> response = server.admin().post(PATH, Map.of("title", "mine"));

        assertEquals(400, response.statusCode());
        assertEquals("GET, HEAD", response.headers().firstValue("Allow").orElse(""));
    }
}
