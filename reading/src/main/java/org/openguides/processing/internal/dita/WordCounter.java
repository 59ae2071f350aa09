package org.openguides.processing.internal.dita;

/**
 * Counts the words of a document: texts between white space, as AEM Guides counts them. An element that is not part of
 * running text, such as a paragraph, also separates words, since editors may write no white space around it. All text in
 * elements counts, including metadata and comments to reviewers; attributes, such as keys, do not. Not thread-safe.
 */
final class WordCounter {

    private long words;
    private boolean inside;

    /** Returns the number of words so far. */
    long words() {
        return words;
    }

    /** Called for the start and for the end of an element. */
    void border(OpenElement element) {
        inside = inside && isRunningText(element);
    }

    private static boolean isRunningText(OpenElement element) {
        ElementClass known = element.ditaClass();
        OpenElement parent = element.parent();
        return known != null
                && known.is(ElementClass.Trait.RUNNING_TEXT)
                && !known.ofBookmaps()
                && (parent == null || !parent.is(ElementClass.Trait.SEPARATE_TEXTS));
    }

    /** Called for text, of which a word may be split between calls. */
    void text(char[] characters, int start, int length) {
        for (int i = start; i < start + length; i++) {
            boolean space = isSpace(characters[i]);
            words += !space && !inside ? 1 : 0;
            inside = !space;
        }
    }

    /** White space of XML and of other scripts; a no-break space separates words too. */
    private static boolean isSpace(char character) {
        return character <= ' '
                || (character >= '\u0085' && (Character.isSpaceChar(character) || character == '\u0085'));
    }
}
