package org.openguides.processing.internal.dita;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DitaReference.Kind;
import org.openguides.processing.internal.dita.DitaReference.Role;
import org.openguides.processing.internal.dita.DitaReference.Scope;
import org.openguides.processing.internal.dita.ReferenceTarget.Status;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Computes the targets of references from its arguments only, without any look-up. */
public final class ReferenceResolver {

    /** At least two letters, as a single one is a Windows drive. */
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*", Pattern.DOTALL);

    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);
    private static final Pattern FOLDER = Pattern.compile("(.*/)?\\.{0,2}", Pattern.DOTALL);
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private ReferenceResolver() {}

    /**
     * Returns the target of a reference.
     *
     * @param referrer  path of the file with the reference, absolute or relative to any root. A target above that root
     *                  keeps leading {@code ..}
     * @param reference a reference of the file
     */
    public static ReferenceTarget resolve(String referrer, DitaReference reference) {
        String value = reference.value();
        if (value.isEmpty()) {
            return unchecked(Status.EMPTY);
        }
        if (reference.kind() == Kind.KEY) {
            return unchecked(Status.KEY);
        }
        if (reference.role() == Role.COPY_TO) {
            return unchecked(Status.COPY_TO);
        }
        if (isExternal(value) || reference.scope() == Scope.EXTERNAL) {
            return unchecked(Status.EXTERNAL);
        }
        return reference.scope() == Scope.PEER ? unchecked(Status.PEER) : local(referrer, reference);
    }

    /** Decodes a fragment without {@code #}, which may be percent-encoded. */
    public static String fragment(String written) {
        return decode(written);
    }

    private static ReferenceTarget local(String referrer, DitaReference reference) {
        String base = file(reference.base());
        if (isExternal(base)) {
            // RFC 3986, 5.2.2: a reference without a scheme has that of its base, even a path from the root
            return unchecked(Status.EXTERNAL);
        }
        String value = reference.value();
        int hash = value.indexOf('#');
        String file = file(hash < 0 ? value : value.substring(0, hash));
        String fragment = hash < 0 || reference.role() == Role.INCLUSION ? null : value.substring(hash + 1);
        String decodedFragment = fragment == null || fragment.isEmpty() ? null : decode(fragment);
        if (file.isEmpty()) {
            return new ReferenceTarget(Status.CHECK, List.of(referrer), decodedFragment);
        }
        String based = onBase(file, base);
        if (isExternal(based)) {
            return unchecked(Status.EXTERNAL);
        }
        List<String> paths = paths(referrer, based);
        return paths.isEmpty() ? unchecked(Status.INVALID) : new ReferenceTarget(Status.CHECK, paths, decodedFragment);
    }

    private static ReferenceTarget unchecked(Status status) {
        return new ReferenceTarget(status, List.of(), null);
    }

    private static boolean isExternal(String value) {
        return SCHEME.matcher(value).matches() || value.startsWith("//");
    }

    /** Returns a URI without its query, with slashes only; empty if there is none. */
    private static String file(@Nullable String uri) {
        if (uri == null) {
            return "";
        }
        int query = uri.indexOf('?');
        return (query < 0 ? uri : uri.substring(0, query)).replace('\\', '/');
    }

    private static String onBase(String file, String base) {
        return file.startsWith("/") ? file : base.substring(0, base.lastIndexOf('/') + 1) + file;
    }

    /**
     * Returns the intended path, followed by alternatives that an author may have meant; empty if it cannot be a file.
     */
    private static List<String> paths(String referrer, String file) {
        String folder = referrer.substring(0, referrer.lastIndexOf('/') + 1);
        Set<String> paths = new LinkedHashSet<>();
        Stream.of(decode(file), file)
                .filter(ReferenceResolver::canBeAFile)
                .map(each -> normalise(each.startsWith("/") ? each : folder + each))
                .forEach(paths::add);
        for (String each : List.copyOf(paths)) {
            paths.add(Normalizer.normalize(each, Normalizer.Form.NFC));
            paths.add(Normalizer.normalize(each, Normalizer.Form.NFD));
        }
        return List.copyOf(paths);
    }

    private static boolean canBeAFile(String file) {
        return !CONTROL.matcher(file).find()
                && !FOLDER.matcher(file).matches()
                && !DRIVE.matcher(file).matches();
    }

    private static String normalise(String path) {
        Deque<String> steps = new ArrayDeque<>();
        for (String step : path.split("/", -1)) {
            boolean up = step.equals("..");
            if (up && !steps.isEmpty() && !steps.getLast().equals("..")) {
                steps.removeLast();
            } else if (!step.isEmpty() && !step.equals(".")) {
                steps.addLast(step);
            }
        }
        return (path.startsWith("/") ? "/" : "") + String.join("/", steps);
    }

    /** Percent-decodes as UTF-8; returns an invalid value unchanged. */
    private static String decode(String value) {
        if (value.indexOf('%') < 0) {
            return value;
        }
        ByteBuffer bytes = ByteBuffer.allocate(value.length() * 3);
        for (int i = 0; i < value.length(); i++) {
            int escaped = value.charAt(i) == '%' ? hex(value, i + 1) : -1;
            if (escaped >= 0) {
                bytes.put((byte) escaped);
                i += 2;
            } else {
                int end = Character.isHighSurrogate(value.charAt(i)) ? Math.min(i + 2, value.length()) : i + 1;
                bytes.put(value.substring(i, end).getBytes(UTF_8));
                i = end - 1;
            }
        }
        try {
            return UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            return value;
        }
    }

    /** Returns the value of two hexadecimal digits; negative if they are invalid. */
    private static int hex(String value, int at) {
        if (at + 2 > value.length()) {
            return -1;
        }
        int high = Character.digit(value.charAt(at), 16);
        int low = Character.digit(value.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
