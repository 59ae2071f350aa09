package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import com.google.gson.stream.JsonWriter;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.walk.FolderPage;
import org.openguides.processing.internal.walk.FolderPage.Kind;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code GET /assets/children}: the folders and assets in a folder, as far as the caller can read them. */
@Component(service = ApiServlet.class)
public final class ChildrenServlet extends ApiServlet {

    static final String PATH = "/assets/children";

    private static final int BY_DEFAULT = 500;
    private static final int AT_MOST = 5_000;

    private final PathRules rules;
    private final List<String> roots;

    @Activate
    public ChildrenServlet(@Reference(name = "settings") ApiSettings settings) {
        super(settings, PATH, "GET", "HEAD");
        this.rules = new PathRules(settings.contentRoots());
        this.roots = settings.contentRoots();
    }

    @Override
    Answer answer(Call call) throws IOException, RepositoryException {
        long asked = call.fields().natural("limit").orElse(BY_DEFAULT);
        int limit = (int) Math.max(1, Math.min(asked, AT_MOST));
        Optional<String> field = call.fields().text("path");
        if (field.isEmpty()) {
            return roots(call.caller(), limit);
        }
        String path = rules.target(field.get(), "path", call.caller());
        FolderPage page = call.caller().children(path, after(call.fields()), limit);
        return JsonAnswer.ok(json -> {
            begin(path, json);
            for (FolderPage.Child child : page.children()) {
                write(child.name(), path + "/" + child.name(), child.kind(), json);
            }
            end(limit, page.next(), json);
        });
    }

    private Answer roots(Caller caller, int limit) throws IOException, RepositoryException {
        List<String> readable = PathRules.outermost(roots).stream()
                .filter(root -> isReadable(root, caller))
                .toList();
        return JsonAnswer.ok(json -> {
            begin("", json);
            for (String root : readable) {
                write(root, root, Kind.FOLDER, json);
            }
            end(limit, null, json);
        });
    }

    private static @Nullable String after(Fields fields) {
        Optional<String> cursor = fields.text(Cursor.FIELD);
        if (cursor.isEmpty()) {
            return null;
        }
        return Cursor.read(cursor.get())
                .filter(name -> !name.isEmpty())
                .orElseThrow(() -> Fields.invalid(Cursor.FIELD, "the nextCursor of a page of the same path"));
    }

    private static void begin(String path, JsonWriter json) throws IOException {
        json.beginObject().name("path").value(path);
        json.name("children").beginArray();
    }

    private static void write(String name, String path, Kind kind, JsonWriter json) throws IOException {
        json.beginObject();
        json.name("name").value(name);
        json.name("path").value(path);
        json.name("kind").value(kind == Kind.FOLDER ? "folder" : "asset");
        json.endObject();
    }

    private static void end(int limit, @Nullable String next, JsonWriter json) throws IOException {
        json.endArray();
        json.name("limit").value(limit);
        json.name("hasMore").value(next != null);
        if (next != null) {
            json.name("nextCursor").value(Cursor.of(next));
        }
        json.endObject();
    }

    private static boolean isReadable(String root, Caller caller) {
        try {
            return caller.canRead(root);
        } catch (RepositoryException e) {
            throw new IllegalStateException("cannot tell whether the content root can be read", e);
        }
    }
}
