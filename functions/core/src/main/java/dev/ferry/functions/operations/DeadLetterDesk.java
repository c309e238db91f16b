package dev.ferry.functions.operations;

import dev.ferry.functions.Deployed;
import dev.ferry.functions.FunctionEnvironment;
import dev.ferry.functions.FunctionHost;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Subscription;
import dev.ferry.operations.DeadLetters;
import dev.ferry.operations.RedriveRequest;
import dev.ferry.operations.RedriveResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One handler's dead letters as a function looks after them: within its time, and counted. */
final class DeadLetterDesk {
  private static final String OF_THE_BROKER = "-native";

  private final Deployed deployed;
  private final String deadLetters;

  /**
   * A desk.
   *
   * @throws MessagingException INVALID_ARGUMENT when the policy names no dead letters, or a
   *     variable is missing
   */
  DeadLetterDesk(Deployed deployed) {
    this.deployed = deployed;
    String named = deployed.policy().deadLetters();
    if (named == null) {
      throw MessagingException.invalid(
          "start function: FERRY_POLICY of handler '"
              + deployed.settings().handler()
              + "' has no 'deadLetters'; name the channel that they go to");
    }
    this.deadLetters = named;
  }

  Deployed deployed() {
    return deployed;
  }

  /** The channel that dead letters go to. */
  String deadLetters() {
    return deadLetters;
  }

  /**
   * The channels where dead letters are: that one, and where the broker has another of its own,
   * which is named like it with {@value #OF_THE_BROKER} at its end.
   */
  List<String> queues() {
    String brokers = deadLetters + OF_THE_BROKER;
    boolean there = deployed.environment().find(FunctionEnvironment.variable(brokers)).isPresent();
    return there ? List.of(deadLetters, brokers) : List.of(deadLetters);
  }

  /**
   * Does one run over a queue and answers with what it did.
   *
   * @param left how long the host lets it go on
   * @param run what is done: {@link DeadLetters#redrive} or {@link DeadLetters#park}
   */
  byte[] run(
      String queue,
      RedriveRequest.Builder request,
      Duration left,
      BiFunction<DeadLetters, RedriveRequest, RedriveResult> run) {
    return run(queue, from -> letters(queue, from).build(), request, left, run);
  }

  /**
   * Redrives the dead letters of a queue, and gives those that the broker itself has made, and that
   * stay, their envelope: a copy with it takes their place, among the handler's own.
   */
  byte[] runAndTell(String queue, RedriveRequest.Builder request, Duration left) {
    return run(
        queue,
        from -> letters(queue, from).tellTo(deployed.channels().publisher(deadLetters)).build(),
        request,
        left,
        DeadLetters::redrive);
  }

  private byte[] run(
      String queue,
      Function<Subscription, DeadLetters> opened,
      RedriveRequest.Builder request,
      Duration left,
      BiFunction<DeadLetters, RedriveRequest, RedriveResult> run) {
    Letters letters = new Letters();
    Instant limit = deployed.timeline().now().plus(left).minus(FunctionHost.SETTLING_MARGIN);
    RedriveRequest bounded =
        request
            .progress(letters)
            .cancelWhen(() -> !deployed.timeline().now().isBefore(limit))
            .build();
    try (Subscription from = deployed.channels().subscription(queue)) {
      RedriveResult result = run.apply(opened.apply(from), bounded);
      letters.record(deployed.metrics());
      return letters.answer(queue, result);
    } finally {
      deployed.flush();
    }
  }

  private DeadLetters.Builder letters(String queue, Subscription from) {
    DeadLetters.Builder letters =
        DeadLetters.builder()
            .from(from)
            .redriveTo(
                deployed.settings().handler(),
                deployed.channels().publisher(deployed.settings().source()))
            .policy(deployed.settings().redrive())
            .timeline(deployed.timeline());
    Publisher park = parkQueue(queue);
    return park == null ? letters : letters.parkTo(park);
  }

  /** Where letters go for good, unless that is where they are. */
  private @Nullable Publisher parkQueue(String queue) {
    String parked = deployed.policy().parked();
    return queue.equals(parked) ? null : deployed.channels().publisherOrNone(parked);
  }
}
