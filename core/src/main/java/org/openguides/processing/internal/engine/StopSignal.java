package org.openguides.processing.internal.engine;

/** Says that the system stops: the worker saves its checkpoint and leaves, somebody goes on later. */
@FunctionalInterface
public interface StopSignal {

    boolean isStopped();
}
