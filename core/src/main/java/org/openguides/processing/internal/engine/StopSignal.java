package org.openguides.processing.internal.engine;

/** Signals that the engine shuts down: the worker saves its checkpoint and releases its work. */
@FunctionalInterface
public interface StopSignal {

    boolean isStopped();
}
