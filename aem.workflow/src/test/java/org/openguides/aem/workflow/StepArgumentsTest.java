package org.openguides.aem.workflow;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class StepArgumentsTest {

    private static final StepArguments DEFAULT = new StepArguments(true, true, false, List.of());

    @Test
    void withoutArgumentsTheStepWaitsAndFailsWithTheRun() {
        assertEquals(DEFAULT, StepArguments.parse(""));
        assertEquals(DEFAULT, StepArguments.parse(" \n "));
        assertEquals(DEFAULT, StepArguments.parse("type=ASSET_PROCESSING"));
    }

    @Test
    void argumentsAreSeparatedByCommasOrLineBreaks() {
        StepArguments expected = new StepArguments(false, false, true, List.of("/content/dam/a", "/content/dam/b c"));

        assertEquals(
                expected,
                StepArguments.parse("wait=false,failOnError=FALSE, filterProcessedAssets = true ,"
                        + "excludedPaths=/content/dam/a,excludedPaths=content/dam/b c/"));
        assertEquals(
                expected,
                StepArguments.parse("wait=false\r\nfailOnError=false\nfilterProcessedAssets=true\n\n"
                        + "excludedPaths=/content/dam/a\nexcludedPaths=\"/content/dam/b c\"\n"));
    }

    @Test
    void aQuotedPathMayHaveACommaAndAnEqualsSign() {
        assertEquals(
                List.of("/content/dam/a, b=c", "/content/dam/d=e"),
                StepArguments.parse("excludedPaths=\"/content/dam/a, b=c\" , excludedPaths=/content/dam/d=e")
                        .excludedPaths());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wait=yes | the argument wait is \"yes\": write wait=true or wait=false",
                "wait= | the argument wait is \"\": write wait=true or wait=false",
                "type=RESET | the argument type is \"RESET\": write type=ASSET_PROCESSING",
                "waits=true | there is no argument \"waits\": use type, wait, failOnError",
                "wait=true,wait=false | the argument wait is given twice: remove one",
                "wait | the arguments cannot be read from \"wait\" on: write name=value",
                "wait=true,,x=1 | the arguments cannot be read from \",x=1\" on",
                "excludedPaths=\"/a | the arguments cannot be read from \"excludedPaths=\"/a\" on",
                "excludedPaths= | the argument excludedPaths has \"\": write an absolute path",
                "excludedPaths=/a/../b | the argument excludedPaths has \"/a/../b\": write an absolute path"
            })
    void aWrongArgumentIsToldWithItsCorrection(String text, String message) {
        IllegalArgumentException wrong = assertThrows(IllegalArgumentException.class, () -> StepArguments.parse(text));
        assertTrue(wrong.getMessage().startsWith(message), wrong::getMessage);
    }
}
