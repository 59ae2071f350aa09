package org.openguides.processing.internal.folder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DitaDocument;
import org.openguides.processing.internal.dita.DitaType;
import org.openguides.processing.internal.dita.DocumentFacts;
import org.openguides.processing.internal.dita.ElementIds;
import org.openguides.processing.internal.dita.FileContent;
import org.openguides.processing.internal.dita.FileParser;
import org.openguides.processing.internal.dita.FileUuid;
import org.openguides.processing.internal.markup.MarkupDocument;
import org.openguides.processing.internal.markup.MarkupParser;
import org.openguides.processing.internal.resolution.ContentTree;
import org.openguides.processing.internal.resolution.Mentions;
import org.openguides.processing.internal.resolution.SimilarNames;
import org.openguides.processing.internal.resolution.TreeFile;

/**
 * A folder of the file system as a content tree with one project. It is a snapshot of the time when it was opened, and
 * each file one of the time when it was first read; the contents of all files are held in memory. Links in the file
 * system are not followed. For one thread.
 */
public final class FolderTree implements ContentTree {

    /** Orders by name, with the contents of a folder directly after it. */
    private static final Comparator<String> ORDER = Comparator.comparing(path -> path.replace('/', '\0'));

    private final String place;
    private final FileParser parser;
    private final MarkupParser markup = new MarkupParser();
    private final TreeMap<String, Path> files = new TreeMap<>(ORDER);
    private final Set<String> folders = new HashSet<>();
    private final Map<String, FolderFile> read = new HashMap<>();
    private @Nullable Index index;

    /** Index of files by what they mention. */
    private static final class Index {

        private final Map<String, Set<String>> byFile = new HashMap<>();
        private final Map<String, Set<String>> byUuid = new HashMap<>();
        private final Map<String, Set<String>> byKey = new HashMap<>();

        void add(String path, Mentions mentions) {
            add(path, mentions.files(), byFile);
            add(path, mentions.uuids(), byUuid);
            add(path, mentions.keys(), byKey);
        }

        private static void add(String path, Set<String> mentions, Map<String, Set<String>> paths) {
            for (String mention : mentions) {
                paths.computeIfAbsent(mention, none -> new TreeSet<>(ORDER)).add(path);
            }
        }
    }

    private FolderTree(String place, FileParser parser) {
        this.place = place;
        this.parser = parser;
    }

    /**
     * Opens a folder.
     *
     * @param place path of the folder in the tree, since files may use absolute paths such as {@code
     *              /content/dam/manuals}
     * @throws IOException if it cannot be listed
     */
    public static FolderTree open(Path folder, String place, FileParser parser) throws IOException {
        FolderTree tree = new FolderTree(place, parser);
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
                tree.folders.add(tree.path(folder, each));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    tree.files.put(tree.path(folder, each), each);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return tree;
    }

    private String path(Path folder, Path each) {
        StringBuilder path = new StringBuilder(place);
        if (!each.equals(folder)) {
            folder.relativize(each).forEach(name -> path.append('/').append(name));
        }
        return path.toString();
    }

    /** Returns the paths of all files in their order. */
    public List<String> paths() {
        return List.copyOf(files.keySet());
    }

    /**
     * Returns the contents of a file.
     *
     * @throws IOException if there is no file at the path, or it cannot be read
     */
    public FolderFile read(String path) throws IOException {
        FolderFile known = read.get(path);
        if (known == null) {
            Path file = files.get(path);
            if (file == null) {
                throw new IOException("there is no file " + path);
            }
            known = read(path.substring(path.lastIndexOf('/') + 1), file);
            read.put(path, known);
        }
        return known;
    }

    private FolderFile read(String name, Path file) throws IOException {
        FileContent content;
        try (InputStream bytes = Files.newInputStream(file)) {
            content = parser.read(name, bytes);
        }
        DitaDocument document = content.document();
        if (document != null && document.type() != DitaType.NOT_DITA) {
            String title = document.type() == DitaType.DITAVAL ? null : document.title();
            DocumentFacts facts = DocumentFacts.of(document);
            return new FolderFile(content.type(), facts, title, content.ids(), document, null);
        }
        if (content.error() == null && markup.reads(name)) {
            try (InputStream bytes = Files.newInputStream(file)) {
                MarkupDocument says = markup.parse(name, bytes);
                DocumentFacts facts = new DocumentFacts(says.references());
                return new FolderFile(content.type(), facts, says.title(), Optional.empty(), null, null);
            }
        }
        return new FolderFile(content.type(), DocumentFacts.NONE, null, Optional.empty(), document, content.error());
    }

    @Override
    public Presence presence(String path) {
        if (files.containsKey(path)) {
            return Presence.FILE;
        }
        return folders.contains(path) ? Presence.OTHER : Presence.NONE;
    }

    @Override
    public Optional<TreeFile> file(String path) throws IOException {
        if (!files.containsKey(path)) {
            return Optional.empty();
        }
        String uuid = FileUuid.of(path.substring(path.lastIndexOf('/') + 1)).orElse("");
        return Optional.of(new TreeFile(path, uuid, isMap(path)));
    }

    private boolean isMap(String path) throws IOException {
        return read(path).type() == DitaType.MAP;
    }

    @Override
    public Optional<String> similar(String path) {
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        return below(path.substring(0, slash)).keySet().stream()
                .filter(each -> each.lastIndexOf('/') == slash)
                .filter(each -> SimilarNames.areSimilar(name, each.substring(slash + 1)))
                .findFirst();
    }

    @Override
    public DocumentFacts document(String path) throws IOException {
        return files.containsKey(path) ? read(path).facts() : DocumentFacts.NONE;
    }

    @Override
    public Optional<ElementIds> ids(String path) throws IOException {
        return files.containsKey(path) ? read(path).ids() : Optional.empty();
    }

    @Override
    public Optional<String> project(String path) {
        return path.equals(place) || path.startsWith(place + "/") ? Optional.of(place) : Optional.empty();
    }

    @Override
    public List<String> maps(String folder) throws IOException {
        Set<String> maps = new TreeSet<>(ORDER);
        for (String path : below(folder).keySet()) {
            if (isMap(path)) {
                maps.add(path);
            }
        }
        return List.copyOf(maps);
    }

    @Override
    public List<String> withUuid(String uuid) {
        return files.keySet().stream()
                .filter(path -> FileUuid.of(path.substring(path.lastIndexOf('/') + 1))
                        .filter(uuid::equals)
                        .isPresent())
                .toList();
    }

    @Override
    public Set<String> mayReferTo(TreeFile file) throws IOException {
        Index all = index();
        Set<String> found = new TreeSet<>(ORDER);
        found.addAll(all.byFile.getOrDefault(file.path(), Set.of()));
        found.addAll(all.byUuid.getOrDefault(file.uuid(), Set.of()));
        return found;
    }

    @Override
    public Collection<String> mayReferToKey(String key, String path) throws IOException {
        return index().byKey.getOrDefault(Mentions.indexed(key), Set.of());
    }

    private Index index() throws IOException {
        Index known = index;
        if (known == null) {
            known = new Index();
            for (String path : files.keySet()) {
                known.add(path, Mentions.of(path, read(path).facts()));
            }
            index = known;
        }
        return known;
    }

    @Override
    public void visit(String folder, @Nullable String after, Visitor visitor) throws IOException {
        for (String path : below(folder).keySet()) {
            boolean isBehind = after == null || ORDER.compare(path, after) > 0;
            if (isBehind && !visitor.visit(path, read(path).facts())) {
                return;
            }
        }
    }

    /** Returns the files at and below a folder. */
    private SortedMap<String, Path> below(String folder) {
        // the end sorts after all paths that continue with a slash, and before other names with this prefix
        return files.subMap(folder, folder + '\1');
    }

    @Override
    public Comparator<String> order() {
        return ORDER;
    }
}
