package dev.ferry.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process that is snapshotted when it is warm, and goes on as many. */
class PrimingTest {
  private static LocalSqs sqs;

  private final Context<Resource> lambda = Core.getGlobalContext();
  private Rig rig;

  @BeforeAll
  static void startQueues() {
    sqs = new LocalSqs();
    sqs.create("primed");
  }

  @AfterAll
  static void stopQueues() {
    sqs.close();
  }

  @BeforeEach
  void deploy() {
    rig = new Rig(sqs, "primed");
  }

  @Test
  void warmUp_asksTheStore_runsNoHandler_andCountsNothing() throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    rig.store =
        Intercepted.store(
            rig.store,
            method -> {
              asked.add(method);
              return null;
            });
    SqsFunction function = rig.function((order, context) -> rig.handled.add(order));

    function.priming().beforeCheckpoint(lambda);
    function.priming().afterRestore(lambda);

    assertThat(asked).containsExactly("claim", "release");
    assertThat(rig.handled).isEmpty();
    assertThat(rig.lines).isEmpty();

    rig.invoke(function, Batches.of("o1"), Rig.PLENTY);
    assertThat(rig.handled).containsExactly("o1");
    assertThat(rig.lines).noneMatch(line -> line.contains("warm-up") || line.contains("example"));
  }

  @Test
  void warmUpThatFails_doesNotFailTheSnapshot() throws IOException {
    IdempotencyStore records = rig.store;
    boolean[] reachable = {false};
    rig.store =
        Intercepted.store(
            records,
            method -> {
              if (!reachable[0]) {
                throw new MessagingException(ErrorCode.PERMISSION_DENIED, false, "claim: denied");
              }
              return null;
            });
    SqsFunction function = rig.function((order, context) -> rig.handled.add(order));

    function.priming().beforeCheckpoint(lambda);
    function.priming().afterRestore(lambda);

    reachable[0] = true;
    rig.invoke(function, Batches.of("o1"), Rig.PLENTY);
    assertThat(rig.handled).containsExactly("o1");
  }
}
