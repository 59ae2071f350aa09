package org.openguides.processing.internal.dita;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.ElementClass.Trait;

/**
 * Collects the title of a document: the first title that is a child of the document's (first) topic or map, without
 * index terms, footnotes and similar elements. For a book title only its main part.
 */
final class TitleCollector {

    /** Separator of menu items, as in the output of DITA-OT. */
    private static final String MENU_STEP = " > ";

    private final StringBuilder text = new StringBuilder();
    private int ownerDepth;
    private int titleDepth;
    private int leftDepth;
    private boolean done;
    private int mainPartAt = -1;
    private int menuAt;
    private @Nullable String found;

    /** Returns the title; null if there is none. */
    @Nullable
    String title() {
        return found;
    }

    /** Returns whether the following text is part of the title. */
    boolean wantsText() {
        return titleDepth > 0 && leftDepth == 0 && text.length() < TitleText.MAX_LENGTH;
    }

    void text(String more) {
        text.append(more, 0, Math.min(more.length(), TitleText.MAX_LENGTH - text.length()));
    }

    void start(OpenElement element) {
        if (titleDepth > 0) {
            startInside(element);
        } else if (ownerDepth == 0) {
            boolean isOwner = element.is(Trait.TOPIC) || element.is(Trait.MAP) || isUnknownRoot(element);
            ownerDepth = isOwner ? element.depth() : 0;
        } else if (!done && element.depth() == ownerDepth + 1 && element.is(Trait.TITLE)) {
            titleDepth = element.depth();
        }
    }

    private static boolean isUnknownRoot(OpenElement element) {
        return element.depth() == 1 && !element.name().equals(Root.DITABASE);
    }

    private void startInside(OpenElement element) {
        if (leftDepth > 0) {
            return;
        }
        if (element.is(Trait.UNTITLED)) {
            leftDepth = element.depth();
        } else if (mainPartAt < 0 && element.is(Trait.MAIN_TITLE)) {
            mainPartAt = text.length();
        } else if (element.is(Trait.MENU_CASCADE)) {
            menuAt = text.length();
        } else if (isLaterMenuStep(element)) {
            text(MENU_STEP);
        }
    }

    private boolean isLaterMenuStep(OpenElement element) {
        OpenElement parent = element.parent();
        return element.is(Trait.UI_CONTROL)
                && parent != null
                && parent.is(Trait.MENU_CASCADE)
                && !text.substring(menuAt).isBlank();
    }

    void end(OpenElement element) {
        int depth = element.depth();
        if (depth == leftDepth) {
            leftDepth = 0;
        } else if (depth == titleDepth) {
            finish(text.toString());
        } else if (titleDepth > 0 && mainPartAt >= 0 && element.is(Trait.MAIN_TITLE)) {
            finish(text.substring(mainPartAt));
        }
        done |= depth == ownerDepth;
    }

    private void finish(String raw) {
        found = TitleText.of(raw);
        titleDepth = 0;
        done = true;
    }
}
