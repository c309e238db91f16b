package dev.ferry.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.SendResult;
import dev.ferry.messaging.spi.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What is asked of SQS to settle deliveries, and what is not. */
class SqsSettlingTest {
  private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");

  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private final SqsClient neverAsked =
      SqsClient.builder()
          .region(Region.US_EAST_1)
          .credentialsProvider(AnonymousCredentialsProvider.create())
          .httpClient(UrlConnectionHttpClient.create())
          .build();
  private final Requests requests = new Requests();
  private Instant now = START;
  private final SqsSettling settling =
      new SqsSettling(
          new SqsQueue("orders", "url", SqsConnection.kept(neverAsked, requests)),
          Timeline.of(() -> now, timers));

  @AfterEach
  void close() {
    neverAsked.close();
    timers.shutdownNow();
  }

  private static SqsReceipt receipt(String handle) {
    return new SqsReceipt(handle, START, START.plusSeconds(30));
  }

  private @Nullable MessagingException settle(Settlement settlement) {
    return settling.settle(List.of(settlement)).get(0);
  }

  private static void assertTooLate(@Nullable MessagingException answer) {
    assertThat(answer)
        .isNotNull()
        .extracting(MessagingException::code)
        .isEqualTo(ErrorCode.FAILED_PRECONDITION);
  }

  @Test
  void manyAcks_areOneRequestForTen() {
    List<Settlement> acks =
        IntStream.range(0, 25)
            .mapToObj(number -> (Settlement) new Settlement.Ack(receipt("h" + number)))
            .toList();

    assertThat(settling.settle(acks)).hasSize(25).containsOnlyNulls();
    assertThat(requests.deleted).extracting(List::size).containsExactly(10, 10, 5);
  }

  @Test
  void acksAndLeases_areOneRequestEach_andTheAnswersKeepTheirPlaces() {
    requests.refused = "h1";

    List<@Nullable MessagingException> answers =
        settling.settle(
            List.of(
                new Settlement.Nack(receipt("h0"), Duration.ofMillis(1)),
                new Settlement.Ack(receipt("h1")),
                new Settlement.Extend(receipt("h2"), Duration.ofSeconds(40)),
                new Settlement.Ack(receipt("h3"))));

    assertThat(requests.deleted).containsExactly(List.of("h1", "h3"));
    assertThat(requests.changed)
        .containsExactly(List.of(new SqsVisibility("h0", 1), new SqsVisibility("h2", 40)));
    assertThat(answers.get(1)).isSameAs(requests.refusal);
    assertThat(Arrays.asList(answers.get(0), answers.get(2), answers.get(3))).containsOnlyNulls();
  }

  @Test
  void leaseThatIsOver_isNotAskedAbout() {
    SqsReceipt late = receipt("h");
    now = START.plusSeconds(30);

    assertTooLate(settle(new Settlement.Ack(late)));
    assertTooLate(settle(new Settlement.Nack(late, Duration.ZERO)));
    assertTooLate(settle(new Settlement.Extend(late, Duration.ofSeconds(30))));
    assertThat(requests.deleted).isEmpty();
    assertThat(requests.changed).isEmpty();
  }

  @Test
  void leaseThatWasMadeLonger_lastsFromThen() {
    SqsReceipt extended = receipt("h");
    now = START.plusSeconds(20);
    assertThat(settle(new Settlement.Extend(extended, Duration.ofSeconds(60)))).isNull();

    now = START.plusSeconds(79);
    assertThat(settle(new Settlement.Extend(extended, Duration.ofSeconds(10)))).isNull();
    now = START.plusSeconds(89);
    assertTooLate(settle(new Settlement.Ack(extended)));
  }

  @Test
  void whatWasSettled_cannotBeAgain() {
    SqsReceipt done = receipt("h");
    assertThat(settle(new Settlement.Nack(done, Duration.ZERO))).isNull();

    assertTooLate(settle(new Settlement.Ack(done)));
  }

  /** SQS refuses more than 12 hours from the receive, whatever they are made of. */
  @Test
  void longestDelay_isWhatIsLeftOfTwelveHours() {
    SqsReceipt first = receipt("h");
    now = START.plusSeconds(10);

    assertThat(settle(new Settlement.Nack(first, Duration.ofHours(12)))).isNull();

    assertThat(requests.changed).containsExactly(List.of(new SqsVisibility("h", 43_189)));
  }

  @Test
  void requestThatFails_leavesEveryAnswerUnknown_andTheDeliveriesOpen() {
    requests.failure = new MessagingException(ErrorCode.UNAVAILABLE, true, "down");
    SqsReceipt one = receipt("h1");

    assertThat(settling.settle(List.of(new Settlement.Ack(one), new Settlement.Ack(receipt("h2")))))
        .containsExactly(requests.failure, requests.failure);

    requests.failure = null;
    assertThat(settle(new Settlement.Ack(one))).isNull();
  }

  /** The calls, written down. */
  private static final class Requests implements SqsCalls {
    private final List<List<String>> deleted = new ArrayList<>();
    private final List<List<SqsVisibility>> changed = new ArrayList<>();
    private final MessagingException refusal = MessagingException.invalid("refused");
    private @Nullable String refused;
    private @Nullable MessagingException failure;

    @Override
    public List<SendResult> send(String queueUrl, List<SqsEntry> entries) {
      throw new AssertionError("nothing is sent");
    }

    @Override
    public List<SqsRecord> receive(SqsReceive request) {
      return List.of(new SqsRecord("m", "h", "b", Map.of(), Map.of()));
    }

    @Override
    public List<@Nullable MessagingException> delete(String queueUrl, List<String> handles) {
      failIfAsked();
      deleted.add(List.copyOf(handles));
      List<@Nullable MessagingException> answers =
          new ArrayList<>(Collections.nCopies(handles.size(), null));
      if (handles.contains(refused)) {
        answers.set(handles.indexOf(refused), refusal);
      }
      return answers;
    }

    @Override
    public List<@Nullable MessagingException> changeVisibility(
        String queueUrl, List<SqsVisibility> changes) {
      failIfAsked();
      changed.add(List.copyOf(changes));
      return new ArrayList<>(Collections.nCopies(changes.size(), null));
    }

    private void failIfAsked() {
      MessagingException asked = failure;
      if (asked != null) {
        throw asked;
      }
    }

    @Override
    public void close() {}
  }
}
