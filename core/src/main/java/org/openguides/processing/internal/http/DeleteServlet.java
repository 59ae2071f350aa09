package org.openguides.processing.internal.http;

import java.io.IOException;

import org.openguides.processing.api.Run;
import org.openguides.processing.api.Runs;
import org.openguides.processing.api.WrongStateException;
import org.openguides.processing.internal.http.wire.DeletedJobDto;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code POST /assets/process/delete}: deletes the record, the log and the reports of a run that has ended. */
@Component(service = ApiServlet.class)
public final class DeleteServlet extends ControlServlet {

    static final String PATH = "/assets/process/delete";

    private final Runs runs;

    @Activate
    public DeleteServlet(@Reference(name = "runs") Runs runs, @Reference(name = "settings") ApiSettings settings) {
        super(runs, settings, PATH, ProblemType.NOT_DELETABLE);
        this.runs = runs;
    }

    @Override
    Answer change(Run run, Call call) throws IOException, WrongStateException {
        runs.delete(run.id(), call.caller().userId());
        return JsonAnswer.ok(new DeletedJobDto(run.id()));
    }
}
