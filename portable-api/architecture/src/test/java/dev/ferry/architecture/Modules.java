package dev.ferry.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The modules that Ferry's classes lie in, each with its layer and the root of its packages. */
enum Modules {
  MESSAGING(Layer.PORTABLE_API, "dev.ferry.messaging"),
  IDEMPOTENCY(Layer.PORTABLE_API, "dev.ferry.idempotency"),
  PROCESSING(Layer.PORTABLE_API, "dev.ferry.processing"),
  OPERATIONS(Layer.PORTABLE_API, "dev.ferry.operations"),
  TOPOLOGY(Layer.PORTABLE_API, "dev.ferry.topology"),
  SIMULATION(Layer.PORTABLE_API, "dev.ferry.simulation"),
  TESTKIT(Layer.PORTABLE_API, "dev.ferry.testkit"),
  EMBEDDED(Layer.PROVIDERS, "dev.ferry.embedded"),
  EMBEDDED_JUNIT(Layer.PROVIDERS, "dev.ferry.junit"),
  AWS_DIRECT(Layer.PROVIDERS, "dev.ferry.aws.direct"),
  AWS(Layer.PROVIDERS, "dev.ferry.aws"),
  DYNAMODB(Layer.PROVIDERS, "dev.ferry.dynamodb"),
  GOOGLE(Layer.PROVIDERS, "dev.ferry.google"),
  FIRESTORE(Layer.PROVIDERS, "dev.ferry.firestore"),
  AZURE(Layer.PROVIDERS, "dev.ferry.azure"),
  AZURE_TABLES(Layer.PROVIDERS, "dev.ferry.azuretables"),
  PEERS_AWS(Layer.PEERS, "dev.ferry.peers.aws"),
  PEERS_GOOGLE(Layer.PEERS, "dev.ferry.peers.google"),
  PEERS_AZURE(Layer.PEERS, "dev.ferry.peers.azure"),
  HOST_AWS(Layer.HOSTS, "dev.ferry.host.aws"),
  HOST_GOOGLE(Layer.HOSTS, "dev.ferry.host.google"),
  HOST_AZURE(Layer.HOSTS, "dev.ferry.host.azure"),
  FUNCTIONS_CORE(Layer.FUNCTIONS, "dev.ferry.functions"),
  FUNCTIONS_AWS(Layer.FUNCTIONS, "dev.ferry.functions.aws"),
  FUNCTIONS_GOOGLE(Layer.FUNCTIONS, "dev.ferry.functions.google"),
  FUNCTIONS_AZURE(Layer.FUNCTIONS, "dev.ferry.functions.azure"),
  CLI(Layer.FUNCTIONS, "dev.ferry.cli"),
  SAMPLE_ORDERS(Layer.FUNCTIONS, "dev.ferry.samples.orders"),
  SAMPLE_ORDERS_AWS(Layer.FUNCTIONS, "dev.ferry.samples.aws"),
  SAMPLE_ORDERS_GOOGLE(Layer.FUNCTIONS, "dev.ferry.samples.google"),
  SAMPLE_ORDERS_AZURE(Layer.FUNCTIONS, "dev.ferry.samples.azure");

  /** Where a module stands: {@code functions -> portable-api <- providers}. */
  enum Layer {
    PORTABLE_API,
    PROVIDERS,
    FUNCTIONS,
    /** Servers that stand in for a cloud, for tests and local hosts. */
    PEERS,
    /** What runs packaged functions on one machine. */
    HOSTS
  }

  private final Layer layer;
  private final String rootPackage;

  Modules(Layer layer, String rootPackage) {
    this.layer = layer;
    this.rootPackage = rootPackage;
  }

  /** The classes of this module. */
  DescribedPredicate<JavaClass> classes() {
    return resideInAnyPackage(rootPackage + "..").as("classes of %s", rootPackage);
  }

  /** The classes of a layer. */
  static DescribedPredicate<JavaClass> in(Layer layer) {
    return anyOf(modules(layer)).as("classes of %s", layer);
  }

  static List<Modules> modules(Layer layer) {
    return Arrays.stream(values()).filter(module -> module.layer == layer).toList();
  }

  static DescribedPredicate<JavaClass> anyOf(List<Modules> modules) {
    return resideInAnyPackage(
        modules.stream().map(module -> module.rootPackage + "..").toArray(String[]::new));
  }

  /** The module that a package belongs to: the one whose root is the longest prefix of it. */
  static Optional<Modules> of(String packageName) {
    return Arrays.stream(values())
        .filter(module -> (packageName + ".").startsWith(module.rootPackage + "."))
        .max(Comparator.comparingInt(module -> module.rootPackage.length()));
  }
}
