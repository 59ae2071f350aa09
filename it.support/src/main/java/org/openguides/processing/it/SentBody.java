package org.openguides.processing.it;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Reads the body of a request. The body must be repeatable, like texts and arrays. */
final class SentBody {

    private SentBody() {}

    /** The body of the request; empty if it has none. */
    static Optional<byte[]> of(HttpRequest request) {
        return request.bodyPublisher().filter(body -> body.contentLength() != 0).map(SentBody::read);
    }

    private static byte[] read(HttpRequest.BodyPublisher body) {
        HttpResponse.BodySubscriber<byte[]> collector = HttpResponse.BodySubscribers.ofByteArray();
        body.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                collector.onSubscribe(subscription);
            }

            @Override
            public void onNext(ByteBuffer part) {
                collector.onNext(List.of(part));
            }

            @Override
            public void onError(Throwable failure) {
                collector.onError(failure);
            }

            @Override
            public void onComplete() {
                collector.onComplete();
            }
        });
        CompletionStage<byte[]> collected = collector.getBody();
        return collected.toCompletableFuture().join();
    }
}
