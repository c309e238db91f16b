package dev.ferry.peers.google.firestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each shape of request, sent to both servers, is answered alike. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirestoreServerAgainstVendorTest {
  private final FirestoreServer ours = FirestoreServer.start();
  private Optional<VendorEmulator> theirs = Optional.empty();
  private int projects;

  private static Stream<Shape> shapes() {
    return Shapes.all();
  }

  @BeforeAll
  void start() throws IOException, InterruptedException {
    Optional<Path> jar = VendorEmulator.jar();
    assumeTrue(jar.isPresent(), "no Firestore emulator of the Google Cloud SDK is here");
    theirs = Optional.of(VendorEmulator.start(jar.orElseThrow()));
  }

  @AfterAll
  void close() {
    theirs.ifPresent(VendorEmulator::close);
    ours.close();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void shape_isAnsweredAlike(Shape shape) {
    String project = "shape-" + ++projects;

    assertThat(answers(ours.endpoint(), project, shape))
        .isEqualTo(answers(theirs.orElseThrow().endpoint(), project, shape));
  }

  private static List<String> answers(String endpoint, String project, Shape shape) {
    List<String> answers = new ArrayList<>();
    try (Desk desk = new Desk(endpoint, project)) {
      for (Shape.Step request : shape.requests()) {
        try {
          answers.add(request.send(desk));
        } catch (StatusRuntimeException refused) {
          answers.add(Described.of(refused));
        }
      }
    }
    return answers;
  }
}
