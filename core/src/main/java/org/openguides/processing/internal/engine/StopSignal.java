package org.openguides.processing.internal.engine;

/** Says that the system stops: the worker saves its checkpoint and gives its work back. */
@FunctionalInterface
public interface StopSignal {

    boolean isStopped();
}
