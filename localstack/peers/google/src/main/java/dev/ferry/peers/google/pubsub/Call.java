package dev.ferry.peers.google.pubsub;

import dev.ferry.simulation.Fault;
import dev.ferry.simulation.Faults;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/** Answers a call, with the faults that may strike it. */
record Call(Faults faults) {
  /** Answers with what {@code action} gives, or with what it refuses. */
  <T> void answer(String point, StreamObserver<T> caller, Supplier<T> action) {
    try {
      if (faults.strikes(Fault.THROTTLE, point)) {
        throw Status.RESOURCE_EXHAUSTED.withDescription("injected").asRuntimeException();
      }
      T answer = action.get();
      if (faults.strikes(Fault.LOST_RESPONSE, point)) {
        throw Status.UNAVAILABLE.withDescription("injected").asRuntimeException();
      }
      caller.onNext(answer);
      caller.onCompleted();
    } catch (StatusRuntimeException refused) {
      caller.onError(refused);
    }
  }
}
