package dev.ferry.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.cli.cloud.Cloud;
import dev.ferry.cli.demo.cloud.DemoSample;
import dev.ferry.cli.packaging.Layout;
import org.junit.jupiter.api.Test;

class ChoicesTest {
  @Test
  void names_areInWords_othersFirst() {
    Choices<Cloud> clouds = new Choices<>(Cloud.class, "embedded");

    assertThat(clouds).startsWith("embedded", "aws", "localstack");
    assertThat(clouds.inWords()).startsWith("embedded, aws").contains(" or ");
    assertThat(clouds.find("embedded")).isEmpty();
    assertThat(clouds.find("moon")).isEmpty();
  }

  @Test
  void everyCloud_hasItsLayoutAndItsSample_byTheNameOfItsHost() {
    Choices<Cloud> clouds = new Choices<>(Cloud.class);

    assertThat(clouds)
        .allSatisfy(
            name -> {
              Cloud cloud = clouds.find(name).orElseThrow();
              String host = cloud.host().option();
              assertThat(new Choices<>(Layout.class)).contains(host);
              assertThat(cloud.layout().name()).isEqualTo(host);
              assertThat(new Choices<>(DemoSample.class)).contains(host);
            });
  }
}
