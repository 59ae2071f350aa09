package org.openguides.processing.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Our bundle as a later version might be: the current classes with the changes of each kind. */
enum LaterBundle {
    /** Its records have a later format, and it produces other results. */
    FORMAT(
            "2",
            Map.of(
                    Change.FORMATS, writing(1_000),
                    Change.RESULTS, returning("latestResults", 1_000))),
    /** A state has a name that only this version knows; it reads the earlier name too. */
    STATE("3", Map.of(Change.STATES, renaming(), Change.FORMATS, readingBothNames())),
    /** It has the changes of all other kinds. */
    LATEST(
            "4",
            Map.of(
                    Change.STATES,
                    renaming(),
                    Change.FORMATS,
                    bytes -> readingBothNames().apply(writing(1_000).apply(bytes)),
                    Change.RESULTS,
                    returning("latestResults", 1_000)));

    /** The classes that are changed. */
    private static final class Change {
        static final String FORMATS = "org/openguides/processing/internal/store/RecordFormat";
        static final String RESULTS = "org/openguides/processing/internal/catalog/ProcessedRevision";
        static final String STATES = "org/openguides/processing/api/RunState";

        private Change() {}
    }

    private static final String VERSION = System.getProperty("openguides.version", "0.1.0-SNAPSHOT");
    private static final String BUNDLE =
            "org/openguides/openguides.core/" + VERSION + "/openguides.core-" + VERSION + ".jar";
    private static final Path RUNTIME = Path.of(System.getProperty("openguides.runtime", "../all/target/runtime"));
    private static final String NAME = "RUNNING";
    private static final String LATER_NAME = "UNDER_WAY";

    private final String bundleVersion;
    private final Map<String, UnaryOperator<byte[]>> changes;

    LaterBundle(String bundleVersion, Map<String, UnaryOperator<byte[]>> changes) {
        this.bundleVersion = bundleVersion;
        this.changes = changes;
    }

    /** An artifact repository with this bundle in place of the current one. */
    Path repository() {
        try {
            Path repository = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "later-")
                    .toAbsolutePath();
            Path jar = repository.resolve(BUNDLE);
            Files.createDirectories(jar.getParent());
            write(jar);
            return repository;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Path target) throws IOException {
        try (JarFile jar =
                new JarFile(RUNTIME.resolve("artifacts").resolve(BUNDLE).toFile())) {
            Manifest manifest = new Manifest(jar.getManifest());
            manifest.getMainAttributes().put(new Attributes.Name("Bundle-Version"), "0.1." + bundleVersion);
            int changed = 0;
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(target), manifest)) {
                for (JarEntry entry : jar.stream().toList()) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        UnaryOperator<byte[]> change =
                                changes.get(entry.getName().replace(".class", ""));
                        byte[] bytes = jar.getInputStream(entry).readAllBytes();
                        out.putNextEntry(new JarEntry(entry.getName()));
                        out.write(change == null ? bytes : change.apply(bytes));
                        out.closeEntry();
                        changed += change == null ? 0 : 1;
                    }
                }
            }
            if (changed != changes.size()) {
                throw new IllegalStateException("classes that are to be changed are not there: " + changes.keySet());
            }
        }
    }

    /** Changes a method to return a number. */
    private static UnaryOperator<byte[]> returning(String method, long number) {
        return changing(method, (access, out) -> {
            out.visitCode();
            out.visitLdcInsn(number);
            out.visitInsn(Opcodes.LRETURN);
            out.visitMaxs(0, 0);
            out.visitEnd();
            return new MethodVisitor(Opcodes.ASM9) {};
        });
    }

    /** Changes the formats to write new records in one that only this version knows. */
    private static UnaryOperator<byte[]> writing(long format) {
        UnaryOperator<byte[]> stamping = changing("stamp", (access, out) -> new MethodVisitor(Opcodes.ASM9, out) {
            @Override
            public void visitInsn(int instruction) {
                if (instruction == Opcodes.LCONST_1) {
                    super.visitLdcInsn(format);
                } else {
                    super.visitInsn(instruction);
                }
            }
        });
        return bytes -> stamping.apply(returning("latest", format).apply(bytes));
    }

    /** Renames an enum constant. */
    private static UnaryOperator<byte[]> renaming() {
        return changing("<clinit>", (access, out) -> new MethodVisitor(Opcodes.ASM9, out) {
            @Override
            public void visitLdcInsn(Object value) {
                super.visitLdcInsn(NAME.equals(value) ? LATER_NAME : value);
            }
        });
    }

    /** Changes {@code constant(type, name, record)} to accept the earlier name as the later one. */
    private static UnaryOperator<byte[]> readingBothNames() {
        return changing("constant", (access, out) -> new MethodVisitor(Opcodes.ASM9, out) {
            @Override
            public void visitCode() {
                super.visitCode();
                visitVarInsn(Opcodes.ALOAD, 1);
                visitLdcInsn(NAME);
                visitLdcInsn(LATER_NAME);
                visitMethodInsn(
                        Opcodes.INVOKEVIRTUAL,
                        "java/lang/String",
                        "replace",
                        "(Ljava/lang/CharSequence;Ljava/lang/CharSequence;)Ljava/lang/String;",
                        false);
                visitVarInsn(Opcodes.ASTORE, 1);
            }
        });
    }

    private interface Body {
        MethodVisitor of(int access, MethodVisitor out);
    }

    private static UnaryOperator<byte[]> changing(String method, Body body) {
        return bytes -> {
            ClassReader reader = new ClassReader(bytes);
            ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
            int[] found = {0};
            reader.accept(
                    new ClassVisitor(Opcodes.ASM9, writer) {
                        @Override
                        public MethodVisitor visitMethod(
                                int access, String name, String descriptor, String signature, String[] exceptions) {
                            MethodVisitor out = super.visitMethod(access, name, descriptor, signature, exceptions);
                            if (!name.equals(method)) {
                                return out;
                            }
                            found[0]++;
                            return body.of(access, out);
                        }
                    },
                    0);
            if (found[0] != 1) {
                throw new IllegalStateException(reader.getClassName() + " has " + found[0] + " methods " + method);
            }
            return writer.toByteArray();
        };
    }
}
