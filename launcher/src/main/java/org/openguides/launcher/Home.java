package org.openguides.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openguides.cli.UserError;

/**
 * The folder of the repository, the logs and the state for the next start. One process holds it at a time. A temporary one is
 * removed at the end, even if our process is killed. Safe for use by many threads.
 */
final class Home implements AutoCloseable {

    private final Path folder;
    private final FileChannel lock;
    private final @Nullable Process remover;

    private Home(Path folder, FileChannel lock, @Nullable Process remover) {
        this.folder = folder;
        this.lock = lock;
        this.remover = remover;
    }

    /**
     * Takes a folder, and creates it if it is missing.
     *
     * @throws UserError if it cannot be used, or another process uses it
     */
    static Home of(String name) {
        Path folder = made(name);
        serverOf(folder).ifPresent(pid -> {
            throw new UserError("another server uses " + folder + " (process " + pid + ")");
        });
        return new Home(folder, locked(folder), null);
    }

    /**
     * Creates a folder that is removed at the end.
     *
     * @param parent its parent folder
     */
    static Home temporary(Path parent) {
        try {
            Path folder = Files.createTempDirectory(parent, "openguides.").toRealPath();
            return new Home(folder, locked(folder), remover(folder));
        } catch (IOException e) {
            throw new UserError("cannot make a temporary folder", e);
        }
    }

    private static Path made(String name) {
        try {
            Path given = Path.of(name);
            // a link to a folder is none to older JDKs when they are to make one
            Path folder = (Files.isDirectory(given) ? given : Files.createDirectories(given)).toRealPath();
            if (!Files.isWritable(folder)) {
                throw new UserError("cannot write to the folder " + folder);
            }
            return folder;
        } catch (InvalidPathException | IOException e) {
            throw new UserError("cannot make the folder " + name, e);
        }
    }

    /** A server of an earlier start that still runs. Process ids are reused, so its command line must name the folder. */
    private static Optional<Long> serverOf(Path folder) {
        Path pids = folder.resolve("server.pid");
        try (Stream<String> lines = Files.exists(pids) ? Files.lines(pids) : Stream.of()) {
            return lines.filter(line -> line.matches("[0-9]{1,18}"))
                    .map(Long::valueOf)
                    .filter(pid -> ProcessHandle.of(pid)
                            .filter(ProcessHandle::isAlive)
                            .flatMap(process -> process.info().commandLine())
                            .filter(command -> command.contains(folder.toString()))
                            .isPresent())
                    .findFirst();
        } catch (IOException e) {
            throw new UserError("cannot read " + pids, e);
        }
    }

    /** The operating system releases the lock when our process ends. */
    private static FileChannel locked(Path folder) {
        Path file = folder.resolve("run.lock");
        try {
            if (Files.isSymbolicLink(file)) { // of an earlier version
                Files.delete(file);
            }
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            @Nullable FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new UserError("another run.sh uses " + folder + " (process "
                        + Files.readString(file).trim() + ")");
            }
            channel.truncate(0);
            channel.write(StandardCharsets.US_ASCII.encode(
                    Long.toString(ProcessHandle.current().pid())));
            Files.deleteIfExists(folder.resolve("server.pid"));
            Files.createDirectories(folder.resolve("logs"));
            return channel;
        } catch (IOException e) {
            throw new UserError("cannot write to the folder " + folder, e);
        }
    }

    /** Reads process ids; at the end of its input, at the latest with our process, it waits for theirs and removes the folder. */
    private static Process remover(Path folder) throws IOException {
        String script = "trap '' INT TERM HUP; home=$(pwd -P); cd /; pids=;"
                + " while read -r pid; do pids=\"$pids $pid\"; done; left=300;"
                + " for pid in $pids; do"
                + " while [ $left -gt 0 ] && kill -0 \"$pid\" 2>/dev/null; do sleep 0.2; left=$((left - 1)); done;"
                + " done; rm -rf \"$home\"";
        return new ProcessBuilder("sh", "-c", script)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    Path folder() {
        return folder;
    }

    boolean isTemporary() {
        return remover != null;
    }

    /** Records a process that uses the folder. */
    synchronized void register(long pid) {
        String line = pid + "\n";
        try {
            Files.writeString(folder.resolve("server.pid"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (remover != null) {
                OutputStream input = remover.getOutputStream();
                input.write(line.getBytes(StandardCharsets.US_ASCII));
                input.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Releases the folder; no process uses it any more. */
    @Override
    public synchronized void close() {
        try {
            Files.deleteIfExists(folder.resolve("server.pid"));
            lock.close();
            if (remover != null) {
                remover.getOutputStream().close();
                remover.waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
