package dev.ferry.host.google;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a push subscription sees of a service. */
class FunctionServiceTest {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private FunctionService service = start(Duration.ofMinutes(2), 2);

  private FunctionService start(Duration timeout, int most) {
    return FunctionService.start(
        new FunctionSpec(
            "scripted", ScriptedFunction.class.getName(), List.of(classes()), timeout, Map.of()),
        most,
        lines::add);
  }

  private static Path classes() {
    try {
      return Path.of(
          ScriptedFunction.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException nowhere) {
      throw new AssertionError(nowhere);
    }
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private HttpRequest asking(String script) {
    return HttpRequest.newBuilder(service.address())
        .timeout(Duration.ofMinutes(3))
        .header("Authorization", "Bearer t")
        .POST(BodyPublishers.ofString(script))
        .build();
  }

  private HttpResponse<String> ask(String script) throws IOException, InterruptedException {
    return client.send(asking(script), BodyHandlers.ofString());
  }

  private Optional<ProcessHandle> process() throws IOException, InterruptedException {
    String who = ask("who").body();
    return ProcessHandle.of(Long.parseLong(who.substring(0, who.indexOf(' '))));
  }

  @Test
  void requests_goToOneWarmInstance_andItsAnswersComeBack()
      throws IOException, InterruptedException {
    String first = ask("who").body();

    assertThat(first).endsWith(" scripted");
    assertThat(ask("who").body()).isEqualTo(first);
    assertThat(ask("tea").statusCode()).isEqualTo(418);
    assertThat(ask("fail").statusCode()).isEqualTo(500);
    assertThat(ask("token").body()).isEqualTo("Bearer t");
    assertThat(ask("log").statusCode()).isEqualTo(200);
    assertThat(ask("who").body()).isEqualTo(first);
    assertThat(lines).contains("said so");
    assertThat(service.counts().failed()).isEqualTo(2);
    assertThat(service.counts().succeeded()).isEqualTo(5);
  }

  @Test
  void function_seesNothingOfTheFramework_butItsApi() throws IOException, InterruptedException {
    assertThat(ask("jetty").body()).isEqualTo("false");
  }

  @Test
  void instanceThatDies_isAnswered_andReplaced() throws IOException, InterruptedException {
    ProcessHandle first = process().orElseThrow();

    assertThat(ask("die").statusCode()).isEqualTo(502);

    assertThat(service.counts().died()).isEqualTo(1);
    assertThat(process().orElseThrow().pid()).isNotEqualTo(first.pid());
  }

  @Test
  void requestThatTakesTooLong_endsItsInstance() throws Exception {
    service.close();
    service = start(Duration.ofSeconds(10), 1);
    ProcessHandle first = process().orElseThrow();

    assertThat(ask("hang").statusCode()).isEqualTo(504);

    first.onExit().get(1, TimeUnit.MINUTES);
    assertThat(process().orElseThrow().pid()).isNotEqualTo(first.pid());
  }

  private void awaitHanging(int requests) throws InterruptedException {
    long limit = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (Collections.frequency(lines, "hangs") < requests) {
      assertThat(limit - System.nanoTime()).as("nanoseconds left: %s", lines).isPositive();
      Thread.sleep(10);
    }
  }

  @Test
  void twoRequestsAtOnce_haveAnInstanceEach_andAThirdIsTurnedAway() throws Exception {
    CompletableFuture<HttpResponse<String>> one =
        client.sendAsync(asking("hang"), BodyHandlers.ofString());
    CompletableFuture<HttpResponse<String>> two =
        client.sendAsync(asking("hang"), BodyHandlers.ofString());
    awaitHanging(2);

    assertThat(ask("who").statusCode()).isEqualTo(429);

    assertThat(one).isNotDone();
    assertThat(two).isNotDone();
  }

  @Test
  void closed_leavesNoProcess() throws Exception {
    ProcessHandle instance = process().orElseThrow();

    service.close();

    instance.onExit().get(1, TimeUnit.MINUTES);
  }
}
