package org.openguides.cli.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import org.openguides.cli.UserError;

/**
 * The source and the target of an import.
 *
 * @param folder an existing local folder
 * @param target path of the repository folder for its content; absolute, normalised
 */
public record Source(Path folder, String target) {
    private static final String USUAL_PARENT = "/content/dam/";

    /** Parses {@code DIR[:PATH]}. Without a path, the target is a folder of the same name below /content/dam. */
    public static Source parse(String argument) {
        int colon = argument.lastIndexOf(":/");
        Path folder = folder(colon < 0 ? argument : argument.substring(0, colon));
        String target = colon < 0 ? USUAL_PARENT + name(folder) : argument.substring(colon + 1);
        return new Source(folder, checked(target));
    }

    private static Path folder(String name) {
        try {
            Path folder = Path.of(name).toRealPath();
            if (!Files.isDirectory(folder)) {
                throw new UserError("'" + name + "' is no folder");
            }
            return folder;
        } catch (InvalidPathException | IOException e) {
            throw new UserError("there is no folder '" + name + "'", e);
        }
    }

    private static String name(Path folder) {
        Path name = folder.getFileName();
        if (name == null) {
            throw new UserError("'" + folder + "' has no name; say where it goes: " + folder + ":/content/dam/name");
        }
        return name.toString();
    }

    private static String checked(String path) {
        String trimmed = path.replaceAll("/+$", "");
        for (String name : trimmed.substring(Math.min(1, trimmed.length())).split("/", -1)) {
            ContentName.problem(name).ifPresent(problem -> {
                throw new UserError("'" + path + "' cannot be a path in the repository: " + problem);
            });
        }
        return trimmed;
    }
}
