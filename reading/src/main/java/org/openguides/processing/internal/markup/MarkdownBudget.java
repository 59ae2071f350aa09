package org.openguides.processing.internal.markup;

import org.commonmark.parser.InlineParserContext;
import org.commonmark.parser.Parser;
import org.commonmark.parser.beta.LinkInfo;
import org.commonmark.parser.beta.LinkProcessor;
import org.commonmark.parser.beta.LinkResult;
import org.commonmark.parser.beta.Scanner;
import org.commonmark.parser.block.BlockParserFactory;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;

/**
 * Counts what the parser of CommonMark does for one file and stops it where its time or memory is quadratic in the
 * input (commonmark-java 0.30.0). It is asked as an extension that never applies. For one file.
 */
final class MarkdownBudget {

    /** Maximum number of steps of each kind, which take from some tenths of a second to some seconds. */
    private static final long MAX_STEPS = 250_000_000;

    /** Maximum lines without an empty one. Each block that is open keeps the place of each line of a paragraph. */
    private static final int MAX_LINES = 100_000;

    private static final String INSTRUCTION = "<?";
    private static final String BRACKETS = "It has too many brackets between empty lines";

    /** The most brackets that may be open at once. */
    private final long brackets;

    private long lines;
    private long characters;
    private long openers;

    private MarkdownBudget(long brackets) {
        this.brackets = brackets;
    }

    /**
     * Adds the budget for a file to its parser.
     *
     * @throws TooLargeException if the file exceeds it anyhow
     */
    static Parser.Builder limit(Parser.Builder parser, String text) {
        // the parser looks for the end of each of them, if there is none
        spend(count(text, INSTRUCTION) * text.length(), MAX_STEPS, "It has too many processing instructions");
        MarkdownBudget budget = new MarkdownBudget(bracketsOfAPassage(text));
        return parser.customBlockParserFactory(budget.new Lines()).linkProcessor(budget.new Links());
    }

    /** Returns the most brackets between two empty lines. */
    private static long bracketsOfAPassage(String text) {
        long most = 0;
        long brackets = 0;
        int lines = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            boolean empty = isEmpty(line);
            lines = empty ? 0 : lines + 1;
            spend(lines, MAX_LINES, "It has more than " + MAX_LINES + " lines without an empty line");
            brackets = empty ? 0 : brackets + count(line, "[");
            most = Math.max(most, brackets);
        }
        return most;
    }

    /** As CommonMark does: a line of other white space continues a paragraph. */
    private static boolean isEmpty(String line) {
        return line.chars().allMatch(c -> c == ' ' || c == '\t');
    }

    private static long count(String text, String part) {
        long count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    private static long spend(long spent, long most, String what) {
        if (spent > most) {
            throw new TooLargeException(what);
        }
        return spent;
    }

    /** For each line that may begin a block, the parser copies the lines of the paragraph that it may interrupt. */
    private final class Lines implements BlockParserFactory {

        @Override
        public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
            int paragraph = matched.getParagraphLines().getLines().size();
            lines = spend(lines + paragraph, MAX_STEPS, "It has paragraphs of too many lines");
            return BlockStart.none();
        }
    }

    /**
     * For each text in brackets, the parser looks for a definition by this text, even if it is as long as the file; for
     * each link it visits all brackets before it that are open.
     */
    private final class Links implements LinkProcessor {

        @Override
        public LinkResult process(LinkInfo link, Scanner scanner, InlineParserContext context) {
            characters = spend(characters + link.text().length(), MAX_STEPS, BRACKETS);
            openers = spend(openers + brackets, MAX_STEPS, BRACKETS);
            return LinkResult.none();
        }
    }
}
