package org.openguides.processing.internal.dita;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class SpecialisationsTest {

    @Test
    void eachLineSaysTheClassOfAnElement() {
        Specialisations underTest = Specialisations.of(
                List.of("recipe=- topic/topic acme/recipe", " ", " dish = +  topic/ph  acme-d/dish "));

        assertEquals(
                Map.of("recipe", "- topic/topic acme/recipe", "dish", "+ topic/ph acme-d/dish"), underTest.classes());
        assertEquals(List.of(), underTest.refusals());
    }

    @ParameterizedTest
    @CsvSource({
        "recipe, there is no =",
        "=- topic/topic acme/recipe, ''''' is no name of an element'",
        "a b=- topic/topic acme/b, '''a b'' is no name of an element'",
        "recipe=topic/topic acme/recipe, '''topic/topic acme/recipe'' is no class'",
        "recipe=, ''''' is no class'",
        "recipe=- topic/topic acme/receipt, the class does not end with /recipe",
        "known=- topic/ph acme/known, another line says a class of known",
    })
    void aLineThatSaysNoClassIsRefused(String line, String fault) {
        Specialisations underTest = Specialisations.of(List.of("known=- topic/p acme/known", line));

        assertEquals(Map.of("known", "- topic/p acme/known"), underTest.classes());
        assertEquals(
                List.of("'" + line + "' is left out: " + fault
                        + "; expected is element=class, like recipe=- topic/topic acme/recipe"),
                underTest.refusals());
    }
}
