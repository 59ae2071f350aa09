package org.openguides.processing.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Marks tests that need servers of their own or much time, and whose subject has unit tests. They run with the profile of
 * this name, {@code mvn verify -Pnightly}; without it the build lists them as not run.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(named = "nightly", matches = "true", disabledReason = "needs -Pnightly")
@interface Nightly {}
