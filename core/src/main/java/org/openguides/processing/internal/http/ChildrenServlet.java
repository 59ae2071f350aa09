package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.http.wire.ChildDto;
import org.openguides.processing.internal.http.wire.ChildrenDto;
import org.openguides.processing.internal.walk.FolderPage;
import org.openguides.processing.internal.walk.FolderPage.Kind;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code GET /assets/children}: the folders and assets in a folder, limited to those that the caller can read. */
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
        List<ChildDto> children = page.children().stream()
                .map(child -> child(child.name(), path + "/" + child.name(), child.kind()))
                .toList();
        return answer(path, children, limit, page.next());
    }

    private Answer roots(Caller caller, int limit) {
        List<ChildDto> readable = PathRules.outermost(roots).stream()
                .filter(root -> isReadable(root, caller))
                .map(root -> child(root, root, Kind.FOLDER))
                .toList();
        return answer("", readable, limit, null);
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

    private static ChildDto child(String name, String path, Kind kind) {
        return new ChildDto(/* name= */ name, /* path= */ path, kind == Kind.FOLDER ? "folder" : "asset");
    }

    private static Answer answer(String path, List<ChildDto> children, int limit, @Nullable String next) {
        return JsonAnswer.ok(
                new ChildrenDto(path, children, (long) limit, next != null, next == null ? null : Cursor.of(next)));
    }

    private static boolean isReadable(String root, Caller caller) {
        try {
            return caller.canRead(root);
        } catch (RepositoryException e) {
            throw new IllegalStateException("cannot tell whether the content root can be read", e);
        }
    }
}
