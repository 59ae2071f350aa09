package org.openguides.processing.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A class that measures and prints the speed of one server. It asserts that the work was done, but no times, which
 * depend on the machine. It runs only with {@code -Dmeasure}, because it takes minutes.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedSling.class)
@EnabledIfSystemProperty(named = "measure", matches = ".*", disabledReason = "Takes minutes: say -Dmeasure")
@interface Measurement {}
