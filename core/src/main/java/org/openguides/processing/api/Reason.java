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
            "Mend the file at the line that is told, or upload it again, and process it again."),
    ENTITY_UNDECLARED(
            "The file uses an entity that it does not declare",
            "Declare the entity in the file, or write its text instead."),
    TOO_LARGE(
            "The file goes beyond a limit of the reader",
            "Split the file. The limits are in the documentation on reading files."),
    NO_ORIGINAL("The asset has no original file", "Upload the file again, or delete the asset."),
    CONTENT_UNREACHABLE(
            "The file cannot be read from the data store",
            "Have an administrator restore the file in the data store, then process the asset again."),
    CONTENT_UNREADABLE(
            "The file cannot be read", "Look into the log of the server; upload the file again if it is damaged."),
    CONFLICT(
            "Others changed the asset at the same time, again and again",
            "Process the asset again when no user and no workflow changes it."),
    NOT_WRITABLE(
            "The repository refuses what was to be written to the asset",
            "Look into the log of the server for the constraint, mend it, and process the asset again."),
    HUNG(
            "Processing the asset did not come to an end",
            "Look at the file and at processors of other bundles; raise assetSeconds if it is merely large."),
    KILLED_THE_SERVER(
            "The server has died twice while the asset was processed",
            "Change the file, or install another version; then it is processed again."),
    PROCESSOR_FAILED(
            "A processor has an error",
            "Look into the log of the server, and have the author of the processor mend it."),
    GONE("The asset was deleted or moved before its turn", "Nothing is to be done, or start a run where it is now."),
    NOT_PERMITTED(
            "The user who started the run may not modify the asset",
            "Have a user start the run who may, or have the right given."),
    OTHER_TYPE("The asset is of a type that the run is not for", "Start a run that includes the type of the asset."),
    CHECKED_OUT("The asset is checked out", "Check it in, and process it again."),
    LOCKED("The asset is locked", "Unlock it, and process it again."),
    CHECKED_IN("The asset is versioned and checked in", "Check it out, and process it again."),
    STILL_PROCESSED("AEM had not finished with the asset", "Process it again when its workflows have ended."),
    REFERENCE_MISSING("A reference points at a file that is not there", "Upload the file, or mend the reference."),
    FRAGMENT_MISSING("A reference points at an id that is not in the file", "Mend the id in the reference."),
    KEY_UNDEFINED("A key is used that no map of the project defines", "Define the key in a map, or mend its name."),
    REFERENCE_INVALID("A reference does not point at a file", "Mend the value of the reference."),
    DUPLICATE_UUID(
            "Several assets have the same uuid", "Decide which of them keeps it, and upload the others without it."),
    CONTENT_DOUBTFUL(
            "Something in the file could not be read as it was meant", "Look at the place that the message names."),
    LIST_LEFT_OUT("A list of targets is too long to be kept", "Split the map."),
    NOT_WRITTEN(
            "A change of a processor is not written beside AEM Guides",
            "Set guidesProperties to write if this bundle is to maintain properties of AEM Guides."),
    MORE("There are more findings than are told one by one", "Mend those that are told, and process the asset again."),
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
