package dev.ferry.peers.google.firestore;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Counts calls, and makes trouble for those that were named. Thread-safe. */
final class Calls implements ServerInterceptor {
  private static final Status LOST = Status.UNAVAILABLE.withDescription("the answer was lost");

  private final Lock lock = new ReentrantLock();
  private final List<String> names = new ArrayList<>();
  private final Map<String, Trouble> refused = new HashMap<>();
  private final Map<String, Trouble> lost = new HashMap<>();
  private final Map<String, Trouble> writes = new HashMap<>();

  private record Trouble(Status status, int times) {}

  List<String> take() {
    lock.lock();
    try {
      List<String> taken = List.copyOf(names);
      names.clear();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  void refuse(String call, Status status, int times) {
    put(refused, call, status, times);
  }

  void loseAnswers(String call, int times) {
    put(lost, call, LOST, times);
  }

  void refuseWrites(String documentId, Status status, int times) {
    put(writes, documentId, status, times);
  }

  private void put(Map<String, Trouble> troubles, String name, Status status, int times) {
    lock.lock();
    try {
      troubles.put(name, new Trouble(status, times));
    } finally {
      lock.unlock();
    }
  }

  /** Why the next write of this document is refused, if it is. */
  Optional<Status> ofWrite(String documentName) {
    return next(writes, documentName.substring(documentName.lastIndexOf('/') + 1));
  }

  private Optional<Status> next(Map<String, Trouble> troubles, String name) {
    lock.lock();
    try {
      Trouble trouble = troubles.remove(name);
      if (trouble == null) {
        return Optional.empty();
      }
      if (trouble.times() > 1) {
        troubles.put(name, new Trouble(trouble.status(), trouble.times() - 1));
      }
      return Optional.of(trouble.status());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String name = String.valueOf(call.getMethodDescriptor().getBareMethodName());
    count(name);
    Optional<Status> refusal = next(refused, name);
    if (refusal.isPresent()) {
      call.close(refusal.get(), new Metadata());
      return new ServerCall.Listener<>() {};
    }
    return next.startCall(next(lost, name).isPresent() ? losing(call) : call, headers);
  }

  private void count(String name) {
    lock.lock();
    try {
      names.add(name);
    } finally {
      lock.unlock();
    }
  }

  /** A call whose handler does all its work, and whose client hears nothing of it. */
  private static <Q, A> ServerCall<Q, A> losing(ServerCall<Q, A> call) {
    return new SimpleForwardingServerCall<>(call) {
      @Override
      public void sendMessage(A answer) {}

      @Override
      public void close(Status status, Metadata trailers) {
        super.close(LOST, new Metadata());
      }
    };
  }
}
