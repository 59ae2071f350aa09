package org.openguides.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Generates a project to measure with if none is given: topics in folders, a map for each folder, and references from
 * each topic to the next. The sizes follow those of published DITA projects, in which half of the files are shorter
 * than 3 kB and some have 30 kB or more.
 */
final class GeneratedContent {

    private static final int FOLDERS = 20;
    private static final int TOPICS = 50;
    private static final double MEDIAN_PARAGRAPHS = 8;
    private static final int PARAGRAPHS_AT_MOST = 150;
    private static final long SEED = 1;

    private GeneratedContent() {}

    /** Writes the project to a folder. */
    static void write(Path folder) throws IOException {
        Random random = new Random(SEED);
        for (int f = 0; f < FOLDERS; f++) {
            Path project = Files.createDirectories(folder.resolve("folder" + f));
            StringBuilder map = new StringBuilder("<map><title>Map " + f + "</title>\n");
            for (int t = 0; t < TOPICS; t++) {
                int paragraphs =
                        (int) Math.min(PARAGRAPHS_AT_MOST, MEDIAN_PARAGRAPHS * Math.exp(random.nextGaussian()));
                Files.writeString(project.resolve("topic" + t + ".dita"), topic(t, paragraphs));
                map.append("<topicref href=\"topic" + t + ".dita\"/>\n");
            }
            Files.writeString(project.resolve("all.ditamap"), map + "</map>\n");
        }
    }

    private static String topic(int number, int paragraphs) {
        StringBuilder topic = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<!DOCTYPE topic PUBLIC \"-//OASIS//DTD DITA Topic//EN\" \"topic.dtd\">\n"
                + "<topic id=\"topic" + number + "\"><title>Topic " + number + "</title><body>\n"
                + "<p id=\"first\"><xref href=\"topic" + (number + 1) % TOPICS + ".dita\"/></p>\n");
        for (int p = 0; p < paragraphs; p++) {
            topic.append("<section id=\"s" + p + "\"><title>Section " + p + "</title><p>What a reader of section " + p
                    + " should know is told in a few <b>words</b>, and in an example that <codeph>says</codeph> more than"
                    + " they do. Then comes the next section, which is much like this one.</p></section>\n");
        }
        return topic + "</body></topic>\n";
    }
}
