package dev.ferry.junit;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/**
 * Gives each test a {@link TestSystem} of its own, ends it after the test, and adds to a failure
 * what repeats it.
 *
 * <p>{@link FerryTest} brings it along for applications without constructor arguments; for others,
 * and for what annotations cannot say, a test registers it:
 *
 * <pre>{@code
 * final InMemoryLedger ledger = new InMemoryLedger();
 *
 * @RegisterExtension
 * final FerryExtension ferry =
 *     FerryExtension.of(() -> TestSystem.builder(new OrdersApp(ledger), "topology.yaml"));
 * }</pre>
 */
public final class FerryExtension
    implements ParameterResolver,
        AfterEachCallback,
        TestExecutionExceptionHandler,
        LifecycleMethodExecutionExceptionHandler {
  private final @Nullable Supplier<TestSystem.Builder> setUp;

  /** For JUnit, which makes it where it finds a {@link FerryTest}. */
  public FerryExtension() {
    this(null);
  }

  private FerryExtension(@Nullable Supplier<TestSystem.Builder> setUp) {
    this.setUp = setUp;
  }

  /**
   * An extension that starts what is set up here.
   *
   * @param setUp called for each test that wants a system, on the test's thread
   */
  public static FerryExtension of(Supplier<TestSystem.Builder> setUp) {
    return new FerryExtension(setUp);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == TestSystem.class
        || (setUp == null
            && annotation(context).filter(test -> test.application() == type).isPresent());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (context.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException(
          "each test has a system of its own: take it as a parameter of the test method, or of one"
              + " annotated with @BeforeEach or @AfterEach, not of "
              + parameter.getDeclaringExecutable());
    }
    Subject subject = subject(context).orElseGet(() -> start(context));
    return parameter.getParameter().getType() == TestSystem.class
        ? subject.system()
        : Objects.requireNonNull(subject.object());
  }

  private Subject start(ExtensionContext context) {
    Subject started =
        setUp == null
            ? Subject.of(annotation(context).orElseThrow(), context.getRequiredTestClass())
            : Subject.of(setUp.get().start());
    store(context).put(Subject.class, started);
    return started;
  }

  private Optional<Subject> subject(ExtensionContext context) {
    return Optional.ofNullable(store(context).get(Subject.class, Subject.class));
  }

  private ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(Namespace.create(this, context.getUniqueId()));
  }

  /** The method's, else that of its class, or of the class around it. */
  private static Optional<FerryTest> annotation(ExtensionContext context) {
    Optional<Method> method = context.getTestMethod();
    Optional<FerryTest> found = method.flatMap(FerryExtension::on);
    Class<?> type = context.getTestClass().orElse(null);
    while (found.isEmpty() && type != null) {
      found = on(type);
      type = type.getEnclosingClass();
    }
    return found;
  }

  private static Optional<FerryTest> on(AnnotatedElement element) {
    return AnnotationSupport.findAnnotation(element, FerryTest.class);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    subject(context).ifPresent(subject -> subject.system().close());
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw explained(context, failure);
  }

  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw explained(context, failure);
  }

  @Override
  public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw explained(context, failure);
  }

  private Throwable explained(ExtensionContext context, Throwable failure) {
    if (!(failure instanceof TestAbortedException)) {
      subject(context)
          .ifPresent(subject -> failure.addSuppressed(HowToRepeat.of(subject.system())));
    }
    return failure;
  }
}
