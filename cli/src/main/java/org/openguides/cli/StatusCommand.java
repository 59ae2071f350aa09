package org.openguides.cli;

import java.util.concurrent.Callable;

import com.google.gson.GsonBuilder;
import org.openguides.cli.run.RunReport;
import org.openguides.cli.run.RunStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "status", description = "Shows the status of a run.")
final class StatusCommand implements Callable<Integer> {
    private final OpenGuides client;

    @Parameters(paramLabel = "ID", description = "The processingId of the run.")
    private String id = "";

    @Option(names = "--json", description = "Print the status as the JSON object that the server sends.")
    private boolean json;

    StatusCommand(OpenGuides client) {
        this.client = client;
    }

    @Override
    public Integer call() {
        RunStatus run = client.runs().status(id);
        if (json) {
            // Serialised again, so that all characters that affect a terminal are escaped.
            client.screen()
                    .line(new GsonBuilder()
                            .serializeNulls()
                            .disableHtmlEscaping()
                            .create()
                            .toJson(run.json()));
        } else {
            RunReport.status(run).forEach(client.screen()::line);
        }
        return OpenGuides.SUCCESS;
    }
}
