package io.weft.destination.grpc;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.weft.destination.answers.Answers;
import io.weft.destination.answers.Watch;
import io.weft.destination.index.MeshIndex;
import io.weft.service.grpc.WatchStreams;
import java.util.List;
import java.util.function.Function;

/**
 * What all methods have in common: nothing is answered before the mesh is known, and a refusal becomes the call's status.
 *
 * <p>Threading: safe from any thread.
 */
public final class Calls {
    private final MeshIndex index;
    private final WatchStreams streams;

    public Calls(MeshIndex index, WatchStreams streams) {
        this.index = index;
        this.streams = streams;
    }

    /** Something that may be refused. */
    interface Act {
        /** Does it, or throws the refusal, a {@link StatusRuntimeException}. */
        void run();
    }

    /** Runs {@code act}, which answers the call, unless it is refused. */
    void answer(StreamObserver<?> caller, Act act) {
        try {
            if (!index.loaded()) {
                throw Refused.unavailable("the feed has not told everything it knows yet; ask again");
            }
            act.run();
        } catch (StatusRuntimeException refusal) {
            caller.onError(refusal);
        }
    }

    /** Answers once. */
    <Q, A, M> void once(
            Answers<Q, A> answers, Q question, Function<? super A, ? extends M> translator, StreamObserver<M> caller) {
        M message = translator.apply(answers.ask(question));
        caller.onNext(message);
        caller.onCompleted();
    }

    /** Answers for as long as the caller stays, each message replacing the one before. */
    <Q, A, M> void watch(
            Answers<Q, A> answers, Q question, Function<? super A, ? extends M> translator, StreamObserver<M> caller) {
        Watch<A> watch = answers.watch(question);
        streams.<A, M>serve(watch.latest(), answer -> List.of(translator.apply(answer)), caller, watch::close);
    }
}
