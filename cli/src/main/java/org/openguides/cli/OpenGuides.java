package org.openguides.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.openguides.cli.http.Limits;
import org.openguides.cli.http.Server;
import org.openguides.cli.http.ServerAddress;
import org.openguides.cli.run.BasePath;
import org.openguides.cli.run.RunClient;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line client: imports folders and starts and monitors bulk runs over HTTP. */
@Command(
        name = "openguides",
        description = "Bulk post-processing of DITA assets in AEM and Apache Sling, from the command line.",
        mixinStandardHelpOptions = true,
        versionProvider = OpenGuides.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        scope = ScopeType.INHERIT)
public final class OpenGuides {
    static final int SUCCESS = 0;
    static final int RUN_FAILED = 1;
    static final int NOT_DONE = 2;

    private final Screen screen;
    private final Map<String, String> environment;
    private final Timing timing;
    private final Limits limits;

    @Option(
            names = "--server",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The URL of the server (default: OPENGUIDES_SERVER, else http://localhost:8080).")
    private String server = "";

    @Option(
            names = "--user",
            paramLabel = "NAME:PASSWORD",
            scope = ScopeType.INHERIT,
            description =
                    "User and password (default: OPENGUIDES_USER, else admin:admin for a server on this machine).")
    private String user = "";

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            scope = ScopeType.INHERIT,
            description = "A bearer token instead of --user (default: OPENGUIDES_TOKEN).")
    private String token = "";

    @Option(
            names = "--base-path",
            paramLabel = "PATH",
            scope = ScopeType.INHERIT,
            description =
                    "The base path of the endpoints (default: OPENGUIDES_BASE_PATH, else " + BasePath.USUAL + ").")
    private String basePath = "";

    /** Creates a client with the given environment. */
    public OpenGuides(Screen screen, Map<String, String> environment, Timing timing) {
        this(screen, environment, timing, Limits.USUAL);
    }

    /** Creates a client with other limits, so that tests do not have to wait. */
    OpenGuides(Screen screen, Map<String, String> environment, Timing timing, Limits limits) {
        this.screen = screen;
        this.environment = environment;
        this.timing = timing;
        this.limits = limits;
    }

    /** Runs a command and exits the process with its exit code. */
    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        Screen screen = Screen.ofProcess(environment);
        System.exit(new OpenGuides(screen, environment, Timing.ofMachine()).run(arguments));
    }

    /**
     * Runs a command.
     *
     * @return 0 on success; 1 if the run did not end in SUCCESS; 2 if the command failed, with the cause as one line on
     *     the error stream
     */
    public int run(String... arguments) {
        CommandLine line = new CommandLine(this)
                .addSubcommand(new ImportCommand(this))
                .addSubcommand(new ProcessCommand(this))
                .addSubcommand(new StatusCommand(this))
                .setExpandAtFiles(false)
                .setOut(new PrintWriter(screen.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(screen.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((error, given) -> misused(error))
                .setExecutionExceptionHandler((error, command, parsed) -> failed(error));
        return arguments.length == 0 ? misused("say what to do: import, process or status") : line.execute(arguments);
    }

    Server server() {
        return new Server(ServerAddress.of(server, user, token, environment), limits);
    }

    RunClient runs() {
        return new RunClient(server(), BasePath.of(basePath, environment));
    }

    Screen screen() {
        return screen;
    }

    Timing timing() {
        return timing;
    }

    private int misused(CommandLine.ParameterException error) {
        return misused(String.valueOf(error.getMessage()));
    }

    private int misused(String message) {
        screen.error(message + " (openguides --help)");
        return NOT_DONE;
    }

    private int failed(Exception error) {
        screen.error(error instanceof UserError ? String.valueOf(error.getMessage()) : "this is a defect: " + error);
        return NOT_DONE;
    }

    /** Returns the version that the build has written to the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = OpenGuides.class.getPackage().getImplementationVersion();
            return new String[] {"openguides " + (version == null ? "(not packaged)" : version)};
        }
    }
}
