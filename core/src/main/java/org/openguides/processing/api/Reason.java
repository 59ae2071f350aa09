package org.openguides.processing.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The reason why an asset failed, was skipped or has a warning. The codes are stable: clients use them to group
 * findings and to select the assets to process again.
 */
public enum Reason {
    NOT_WELL_FORMED(
            "The file is not well-formed XML",
            "Correct the file at the given line, or upload it again, and process the asset again."),
    ENTITY_UNDECLARED(
            "The file uses an undeclared entity", "Declare the entity in the file, or replace it with its text."),
    TOO_LARGE(
            "The file exceeds a limit of the parser",
            "Split the file. The limits are in the documentation on reading files."),
    NO_ORIGINAL("The asset has no original file", "Upload the file again, or delete the asset."),
    CONTENT_UNREACHABLE(
            "The file cannot be read from the data store",
            "Restore the file in the data store (administrators), and process the asset again."),
    CONTENT_UNREADABLE("The file cannot be read", "See the server's log; upload the file again if it is damaged."),
    CONFLICT(
            "The asset was changed repeatedly while it was processed",
            "Process the asset again when no user or workflow is changing it."),
    NOT_WRITABLE(
            "The repository rejects the changes to the asset",
            "Find the violated constraint in the server's log, remove its cause, and process the asset again."),
    HUNG(
            "Processing the asset took too long",
            "Check the file and the processors of other bundles; increase assetSeconds if the file is merely large."),
    KILLED_THE_SERVER(
            "The server died twice while it processed the asset",
            "Correct the file, or install a version that can process it; the asset is processed again after that."),
    PROCESSOR_FAILED("A processor failed", "Report the error in the server's log to the author of the processor."),
    GONE(
            "The asset was deleted or moved before it was processed",
            "No action is needed; a moved asset is processed by a run over its new folder."),
    NOT_PERMITTED(
            "The user who started the run may not modify the asset",
            "Start the run as a user who may, or grant the permission."),
    OTHER_TYPE("The run does not include the type of the asset", "Start a run that includes this type."),
    CHECKED_OUT("The asset is checked out", "Check it in, and process it again."),
    LOCKED("The asset is locked", "Unlock it, and process it again."),
    CHECKED_IN("The asset is versioned and checked in", "Check it out, and process it again."),
    STILL_PROCESSED("AEM had not finished processing the asset", "Process it again after its workflows have ended."),
    REFERENCE_MISSING("A reference points to a file that does not exist", "Upload the file, or correct the reference."),
    FRAGMENT_MISSING("A reference points to an id that the file does not contain", "Correct the id in the reference."),
    KEY_UNDEFINED("No map of the project defines a key that is used", "Define the key in a map, or correct its name."),
    REFERENCE_INVALID("A reference does not point to a file", "Correct the value of the reference."),
    DUPLICATE_UUID(
            "Several assets have the same uuid",
            "Decide which of them keeps the uuid, and upload the others without it."),
    CONTENT_DOUBTFUL(
            "Part of the file could not be interpreted with certainty", "Check the place that the message names."),
    LIST_LEFT_OUT("A list of targets is too long to be stored", "Split the map."),
    NOT_WRITTEN(
            "A change of a processor is not written alongside AEM Guides",
            "Set guidesProperties to write if this bundle is to maintain properties of AEM Guides."),
    MORE(
            "There are more findings than are listed individually",
            "Correct those that are listed, and process the asset again."),
    OTHER("Another reason, or one that a processor of another bundle did not classify", "Read the message.");

    private final String title;
    private final String remedy;

    Reason(String title, String remedy) {
        this.title = title;
        this.remedy = remedy;
    }

    /** Returns the stable code in kebab-case, such as {@code not-well-formed}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the description for users, a sentence without a full stop. */
    public String title() {
        return title;
    }

    /** Returns how users can resolve the problem, in full sentences. */
    public String remedy() {
        return remedy;
    }

    /** Returns the reason with a code; empty for codes of other bundles or versions. */
    public static Optional<Reason> of(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code().equals(code))
                .findFirst();
    }
}
