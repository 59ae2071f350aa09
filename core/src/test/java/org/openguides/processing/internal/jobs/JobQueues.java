package org.openguides.processing.internal.jobs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.event.jobs.consumer.JobExecutionContext;
import org.apache.sling.event.jobs.consumer.JobExecutionContext.ResultBuilder;
import org.apache.sling.event.jobs.consumer.JobExecutionResult;
import org.apache.sling.event.jobs.consumer.JobExecutor;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.RETURNS_SELF;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/**
 * An in-memory job system: queues jobs, delivers each to the executor of its topic, retries failed ones, and supports
 * asynchronous ones. Two threads deliver jobs in the order of their creation.
 */
final class JobQueues implements AutoCloseable {

    private final JobManager manager = mock(JobManager.class);
    private final Map<String, JobExecutor> executors = new ConcurrentHashMap<>();
    private final Map<String, Queued> jobs = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private volatile Predicate<String> accepts = topic -> true;
    private volatile boolean paused;

    /** A job that is not finished. */
    private record Queued(String id, String topic, Map<String, Object> properties) {}

    JobQueues() {
        when(manager.addJob(anyString(), any())).thenAnswer(call -> add(call.getArgument(0), call.getArgument(1)));
        when(manager.findJobs(any(), anyString(), anyLong(), any())).thenAnswer(call -> {
            Object[] templates = (Object[]) call.getRawArguments()[3];
            return find(call.getArgument(1), templates.length == 0 ? Map.of() : (Map<?, ?>) templates[0]);
        });
    }

    /** Returns the job manager for the code under test. */
    JobManager manager() {
        return manager;
    }

    void register(String topic, JobExecutor executor) {
        executors.put(topic, executor);
    }

    /** Selects the topics for which jobs are accepted. */
    void accept(Predicate<String> topics) {
        accepts = topics;
    }

    /** Suspends the delivery, as while a node is down. */
    void pause() {
        paused = true;
    }

    /** Resumes the delivery. */
    void resume() {
        paused = false;
        jobs.values().forEach(this::submit);
    }

    /** Returns the number of unfinished jobs. */
    int size() {
        return jobs.size();
    }

    private Job add(String topic, Map<String, Object> properties) {
        if (!accepts.test(topic)) {
            return null;
        }
        Queued job = new Queued(UUID.randomUUID().toString(), topic, new HashMap<>(properties));
        jobs.put(job.id(), job);
        submit(job);
        return job(job);
    }

    private List<Job> find(String topic, Map<?, ?> properties) {
        return jobs.values().stream()
                .filter(job -> job.topic().equals(topic))
                .filter(job -> job.properties().entrySet().containsAll(properties.entrySet()))
                .map(JobQueues::job)
                .toList();
    }

    private void submit(Queued job) {
        if (!paused && !threads.isShutdown()) {
            threads.execute(() -> deliver(job));
        }
    }

    private void deliver(Queued job) {
        JobExecutor executor = executors.get(job.topic());
        if (executor == null || paused || !jobs.containsKey(job.id())) {
            return;
        }
        JobExecutionResult succeeded = mock(JobExecutionResult.class);
        JobExecutionResult failed = mock(JobExecutionResult.class);
        ResultBuilder builder = mock(ResultBuilder.class, RETURNS_SELF);
        when(builder.succeeded()).thenReturn(succeeded);
        when(builder.failed()).thenReturn(failed);
        JobExecutionContext context = mock(JobExecutionContext.class);
        when(context.result()).thenReturn(builder);
        AtomicBoolean asynchronous = new AtomicBoolean();
        doAnswer(call -> {
                    synchronized (asynchronous) {
                        // like Sling, while the executor has not returned
                        if (!asynchronous.get()) {
                            throw new IllegalStateException("the job is not asynchronous");
                        }
                    }
                    ended(job, call.getArgument(0) == succeeded);
                    return null;
                })
                .when(context)
                .asyncProcessingFinished(any());
        JobExecutionResult result;
        synchronized (asynchronous) {
            result = executor.process(job(job), context);
            asynchronous.set(result == null);
        }
        if (result != null) {
            ended(job, result == succeeded);
        }
    }

    private void ended(Queued job, boolean succeeded) {
        if (succeeded) {
            jobs.remove(job.id());
        } else {
            submit(job);
        }
    }

    private static Job job(Queued queued) {
        Job job = mock(Job.class);
        when(job.getId()).thenReturn(queued.id());
        when(job.getTopic()).thenReturn(queued.topic());
        when(job.getProperty(anyString(), anyString()))
                .thenAnswer(call -> queued.properties().getOrDefault(call.<String>getArgument(0), call.getArgument(1)));
        return job;
    }

    @Override
    public void close() {
        paused = true;
        threads.shutdownNow();
    }
}
