package org.openguides.processing.internal.markup;

/** Reader for one format. None of these formats has invalid input. Safe for use by multiple threads. */
interface MarkupReader {

    /** Returns the contents of a file. */
    MarkupDocument read(byte[] file);
}
