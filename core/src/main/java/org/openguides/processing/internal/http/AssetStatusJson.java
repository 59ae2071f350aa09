package org.openguides.processing.internal.http;

import java.util.AbstractCollection;
import java.util.Iterator;

import org.openguides.processing.internal.http.wire.AssetStateDto;
import org.openguides.processing.internal.http.wire.AssetStatusDto;
import org.openguides.processing.internal.http.wire.AssetStatusJobDto;
import org.openguides.processing.internal.http.wire.AssetStatusResultDto;
import org.openguides.processing.internal.http.wire.WorkStateDto;
import org.openguides.processing.internal.status.AssetStatus;
import org.openguides.processing.internal.status.StatusJob;
import org.openguides.processing.internal.status.StatusRow;
import org.openguides.processing.internal.status.StatusState;

/** Maps asset status jobs and their rows to the records of the HTTP contract. */
final class AssetStatusJson {

    /** Name of the member and the parameter that contain the id of a job. */
    static final String ID = "jobId";

    private AssetStatusJson() {}

    /** Returns the response for a job that was accepted. */
    static AssetStatusJobDto accepted(String id) {
        return new AssetStatusJobDto(id, state(StatusState.QUEUED));
    }

    /** Returns a job with its rows, which are read while the response is written. */
    static AssetStatusResultDto result(StatusJob job, Iterator<StatusRow> rows) {
        return new AssetStatusResultDto(job.id(), state(job.state()), new Rows(rows));
    }

    private static AssetStatusDto row(StatusRow row) {
        return new AssetStatusDto(
                row.path(),
                row.uuid(),
                state(row.status()),
                row.exists(),
                row.error().isEmpty() ? null : row.error());
    }

    private static WorkStateDto state(StatusState state) {
        return switch (state) {
            case QUEUED -> WorkStateDto.WAITING;
            case COMPUTING -> WorkStateDto.PROCESSING;
            case SUCCEEDED -> WorkStateDto.SUCCESS;
            case FAILED -> WorkStateDto.FAILURE;
        };
    }

    /** Maps the processing status of an asset to the contract. */
    static AssetStateDto state(AssetStatus status) {
        return switch (status) {
            case PENDING -> AssetStateDto.PENDING;
            case PROCESSING -> AssetStateDto.PROCESSING;
            case SUCCEEDED -> AssetStateDto.SUCCESS;
            case FAILED -> AssetStateDto.FAILURE;
        };
    }

    /** Streams rows that may not fit into memory: they can be iterated once, and their number is unknown. */
    private static final class Rows extends AbstractCollection<AssetStatusDto> {

        private final Iterator<StatusRow> rows;

        Rows(Iterator<StatusRow> rows) {
            this.rows = rows;
        }

        @Override
        public Iterator<AssetStatusDto> iterator() {
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return rows.hasNext();
                }

                @Override
                public AssetStatusDto next() {
                    return row(rows.next());
                }
            };
        }

        @Override
        public int size() {
            throw new UnsupportedOperationException("rows are not counted");
        }
    }
}
