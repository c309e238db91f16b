package dev.ferry.benchmarks.brokers;

import dev.ferry.messaging.Message;
import java.util.ArrayList;
import java.util.List;

/** A way, and the requests that each go of it took. */
final class SqsCounted implements Way {
  final List<Double> sends = new ArrayList<>();
  final List<Double> receives = new ArrayList<>();
  final List<Double> deletes = new ArrayList<>();
  private final Way way;
  private final SqsRequests requests;

  SqsCounted(Way way, SqsRequests requests) {
    this.way = way;
    this.requests = requests;
  }

  @Override
  public void publish(List<Message> messages, int threads) throws InterruptedException {
    requests.reset();
    way.publish(messages, threads);
    sends.add((double) requests.sends.sum());
  }

  @Override
  public Consuming consumer(int messages, int threads) {
    Consuming consuming = way.consumer(messages, threads);
    return new Consuming() {
      @Override
      public void run() throws InterruptedException {
        requests.reset();
        consuming.run();
        receives.add((double) requests.receivesWithMessages.sum());
        deletes.add((double) requests.deletes.sum());
      }

      @Override
      public void close() {
        consuming.close();
      }
    };
  }
}
