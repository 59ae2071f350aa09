package org.openguides.processing.internal.catalog;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.DitaReference.Kind;
import org.openguides.processing.internal.dita.DitaReference.Role;
import org.openguides.processing.internal.dita.DitaReference.Scope;
import org.openguides.processing.internal.dita.KeyDefinition;
import org.openguides.processing.internal.dita.KeyScope;
import org.openguides.processing.internal.dita.MapBranch;
import org.openguides.processing.internal.text.TabLine;

/**
 * Encodes references, keys, key scopes and other facts about maps as lines of text. Branches and copies are stored
 * among the references, since separate lists would need an additional read for each asset; versions that do not know
 * them skip them as unreadable references. Key scopes are identified by their position in the list of scopes.
 */
final class FactLines {

    private static final int REFERENCE_FIELDS = 12;
    private static final int KEY_FIELDS = 10;

    private static final int BRANCH_FIELDS = 4;

    /** Distinguishes branches from references, whose element and line number are never empty. */
    private static final String BRANCH = "\tbranch\t\t\t";

    private static final String COPY = "\tcopy\t\t\t";

    private final List<KeyScope> scopes;
    /** Compares by identity, since two scopes may be equal. */
    private final IdentityHashMap<KeyScope, Integer> numbers = new IdentityHashMap<>();

    FactLines(List<KeyScope> scopes) {
        this.scopes = scopes;
        for (int i = 0; i < scopes.size(); i++) {
            numbers.put(scopes.get(i), i);
        }
    }

    /** Decodes the scopes; each line refers to its parent, which precedes it. */
    static List<KeyScope> scopes(List<String> lines) {
        List<KeyScope> scopes = new ArrayList<>();
        for (String line : lines) {
            List<String> fields = TabLine.split(line);
            String parent = fields.get(0);
            KeyScope around = parent.isEmpty() ? null : scopes.get(Integer.parseInt(parent));
            scopes.add(new KeyScope(fields.subList(1, fields.size()), around));
        }
        return scopes;
    }

    /** Returns one line for each scope. */
    List<String> scopeLines() {
        return scopes.stream().map(this::encode).toList();
    }

    String encode(DitaReference reference) {
        return join(
                reference.element(),
                reference.attribute(),
                reference.value(),
                Integer.toString(reference.line()),
                reference.kind().name(),
                reference.role().name(),
                reference.scope().name(),
                reference.format(),
                reference.base(),
                reference.topicId(),
                number(reference.keyScope()),
                number(reference.place()));
    }

    DitaReference reference(String line) {
        List<String> fields = fields(line, REFERENCE_FIELDS);
        return new DitaReference(
                fields.get(0),
                fields.get(1),
                fields.get(2),
                Integer.parseInt(fields.get(3)),
                Kind.valueOf(fields.get(4)),
                Role.valueOf(fields.get(5)),
                Scope.valueOf(fields.get(6)),
                orNull(fields.get(7)),
                orNull(fields.get(8)),
                orNull(fields.get(9)),
                scope(fields.get(10)),
                place(fields.get(11)));
    }

    String encode(KeyDefinition key) {
        return join(
                key.name(),
                key.element(),
                Integer.toString(key.line()),
                key.href(),
                key.keyref(),
                key.scope().name(),
                key.format(),
                key.resourceOnly() ? "resource-only" : "",
                number(key.keyScope()),
                number(key.place()));
    }

    KeyDefinition key(String line) {
        List<String> fields = fields(line, KEY_FIELDS);
        return new KeyDefinition(
                fields.get(0),
                fields.get(1),
                Integer.parseInt(fields.get(2)),
                orNull(fields.get(3)),
                orNull(fields.get(4)),
                Scope.valueOf(fields.get(5)),
                orNull(fields.get(6)),
                !fields.get(7).isEmpty(),
                scope(fields.get(8)),
                place(fields.get(9)));
    }

    String encode(MapBranch branch) {
        return BRANCH + join(number(branch.first()), number(branch.last()), number(branch.keyScope()), branch.id());
    }

    MapBranch branch(String line) {
        List<String> fields = fields(line.substring(BRANCH.length()), BRANCH_FIELDS);
        return new MapBranch(place(fields.get(0)), place(fields.get(1)), orNull(fields.get(3)), scope(fields.get(2)));
    }

    String encodeCopy(String name) {
        return COPY + TabLine.join(List.of(name));
    }

    static String copy(String line) {
        return TabLine.split(line.substring(COPY.length())).get(0);
    }

    static boolean isReference(String line) {
        return !isBranch(line) && !isCopy(line);
    }

    static boolean isBranch(String line) {
        return line.startsWith(BRANCH);
    }

    static boolean isCopy(String line) {
        return line.startsWith(COPY);
    }

    private String encode(KeyScope scope) {
        List<String> fields = new ArrayList<>();
        fields.add(number(scope.parent()));
        fields.addAll(scope.names());
        return TabLine.join(fields);
    }

    /** Null is stored as an empty text: an attribute without a value is equivalent to an absent one. */
    private static String join(@Nullable String... fields) {
        List<String> texts = new ArrayList<>();
        for (String field : fields) {
            texts.add(field == null ? "" : field);
        }
        while (texts.get(texts.size() - 1).isEmpty()) {
            texts.remove(texts.size() - 1);
        }
        return TabLine.join(texts);
    }

    private static List<String> fields(String line, int count) {
        List<String> fields = new ArrayList<>(TabLine.split(line));
        while (fields.size() < count) {
            fields.add("");
        }
        return fields;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String number(int place) {
        return place == 0 ? "" : Integer.toString(place);
    }

    private static int place(String number) {
        return number.isEmpty() ? 0 : Integer.parseInt(number);
    }

    private String number(@Nullable KeyScope scope) {
        Integer number = scope == null ? null : numbers.get(scope);
        return number == null ? "" : number.toString();
    }

    private @Nullable KeyScope scope(String number) {
        return number.isEmpty() ? null : scopes.get(Integer.parseInt(number));
    }
}
