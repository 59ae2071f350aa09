package org.openguides.processing.internal.support;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What is masked before it is shown. */
class SecretsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "db.Password",
                "passwd",
                "userPwd",
                "keystore.passphrase",
                "clientSecret",
                "webhook.secrets",
                "accessToken",
                "apiKey",
                "hmac-key",
                "credentials",
                "private.pem",
                "authorization"
            })
    void aPropertyThatSoundsLikeASecretHasNoValue(String name) {
        assertEquals("***", Secrets.masked(name, "open sesame"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "batchSize",
                "contentRoots",
                "groups",
                "basePath",
                "authorPercent",
                "queue.name",
                "privateNetwork"
            })
    void anyOtherPropertyIsShown(String name) {
        assertEquals("/content/dam", Secrets.masked(name, "/content/dam"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://jane:x1y2@hooks.example/a?b=c         | https://***@hooks.example/a?b=c",
                "https://x1y2@hooks.example/                   | https://***@hooks.example/",
                "jdbc:postgresql://db/c?user=a&password=x1y2&b=c | jdbc:postgresql://db/c?user=a&password=***&b=c",
                "https://hooks.example/a?access_token=x1y2     | https://hooks.example/a?access_token=***",
                "Authorization: x1y2                           | Authorization: ***",
                "sslpassword=x1y2;ssl=true                     | sslpassword=***;ssl=true",
                "https://hooks.example/path@home               | https://hooks.example/path@home"
            })
    void secretsWithinAValueAreMasked(String value, String shown) {
        assertEquals(shown, Secrets.masked("address", value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"password\":\"x1y2\"}                  | {\"password\":***}",
                "{\"password\": \"x1 y2\", \"user\": \"a\"} | {\"password\": ***, \"user\": \"a\"}",
                "{\"apiKey\" : \"x1\\\"y2\", \"b\": 1}     | {\"apiKey\" : ***, \"b\": 1}",
                "password=\"x1 y2\" b                   | password=*** b",
                "{'token':'x1y2'}                       | {'token':***"
            })
    void secretsInJsonAreMasked(String value, String shown) {
        assertEquals(shown, Secrets.masked("body", value));
    }

    /** Anybody who knows the address of such a recipient may send to it. */
    @Test
    void theUrlOfAWebhookIsShownUpToItsHost() {
        assertEquals("https://hooks.example:8443/***", Secrets.masked("url", "https://hooks.example:8443/T0/x1y2?a=b"));
        assertEquals("https://hooks.example/", Secrets.masked("url", "https://hooks.example/"));
    }

    @Test
    void aTokenAfterItsSchemeIsMasked() {
        assertEquals("Authorization: ***", Secrets.masked("Authorization: Bearer x1y2"));
    }
}
