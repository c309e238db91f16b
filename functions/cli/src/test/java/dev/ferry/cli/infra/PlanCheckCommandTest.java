package dev.ferry.cli.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.MessagingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Plans before they are applied; localstack.sh asks queues that are there. */
class PlanCheckCommandTest {
  private static final String QUEUE =
      """
      {"address":"aws_sqs_queue.orders","type":"aws_sqs_queue","change":{"actions":[%s],
       "before":{"arn":"arn:aws:sqs:eu-central-1:000000000000:orders"}}}""";

  @TempDir private Path folder;

  @Test
  void queueThatIsDestroyedOrReplaced_isARemoval() throws IOException {
    assertThat(PlanFile.removals(plan(QUEUE.formatted("\"delete\""))))
        .containsExactly(removal(false));
    assertThat(PlanFile.removals(plan(QUEUE.formatted("\"delete\",\"create\""))))
        .containsExactly(removal(true));
  }

  private static PlanFile.Removal removal(boolean replaced) {
    return new PlanFile.Removal(
        "aws_sqs_queue.orders",
        Address.parse("sqs:arn:aws:sqs:eu-central-1:000000000000:orders"),
        replaced);
  }

  @Test
  void whatStaysOrHoldsNothing_isNone() throws IOException {
    String changes =
        QUEUE.formatted("\"update\"")
            + ",{\"address\":\"a.b\",\"type\":\"aws_sns_topic\",\"change\":{\"actions\":[\"delete\"],\"before\":{}}}";

    assertThat(PlanFile.removals(plan(changes))).isEmpty();
    StringWriter out = new StringWriter();
    CommandLine command =
        new CommandLine(new PlanCheckCommand()).setOut(new PrintWriter(out, true));
    assertThat(command.execute(plan(changes).toString())).isZero();
    assertThat(out.toString()).contains("No queue that holds messages is destroyed");
  }

  @Test
  void whatIsNoPlan_isRefused() throws IOException {
    Path state = Files.writeString(folder.resolve("state.json"), "{\"version\":4}");
    Path text = Files.writeString(folder.resolve("plan"), "Plan: 3 to add");

    for (Path file : new Path[] {state, text}) {
      assertThatThrownBy(() -> PlanFile.removals(file))
          .isInstanceOf(MessagingException.class)
          .hasMessageContaining("is no plan; write it with: terraform show -json");
    }
  }

  private Path plan(String changes) throws IOException {
    return Files.writeString(
        folder.resolve("plan.json"),
        "{\"format_version\":\"1.2\",\"resource_changes\":[" + changes + "]}");
  }
}
