package dev.ferry.junit;

import dev.ferry.processing.Application;
import dev.ferry.simulation.Fault;
import dev.ferry.simulation.FaultPlan;
import java.lang.reflect.Constructor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * What is under test.
 *
 * @param object of the class that the annotation names; the application, or what supplies it; null
 *     where no annotation names one
 * @param system the application on its broker
 */
record Subject(@Nullable Object object, TestSystem system) {
  static Subject of(TestSystem system) {
    return new Subject(null, system);
  }

  static Subject of(FerryTest test, Class<?> testClass) {
    Object object = instance(test.application());
    Application application = application(object);
    TestSystem.Builder builder =
        TestSystem.builder(
            application, TopologyFile.find(test.topology(), testClass, object.getClass()));
    if (!test.environment().isEmpty()) {
      builder.environment(test.environment());
    }
    return new Subject(
        object,
        builder.seed(test.seed()).faults(plan -> faults(test, plan)).crash(test.crash()).start());
  }

  private static FaultPlan faults(FerryTest test, FaultPlan plan) {
    return plan.with(Fault.DUPLICATE, test.duplicate())
        .with(Fault.REORDER, test.reorder())
        .with(Fault.DROP_ACK, test.dropAck())
        .with(Fault.LOSE_LEASE, test.loseLease())
        .with(Fault.THROTTLE, test.throttle())
        .with(Fault.PARTIAL_BATCH_FAILURE, test.partialBatchFailure())
        .with(Fault.LOST_RESPONSE, test.lostResponse());
  }

  private static Object instance(Class<?> type) {
    if (!Application.class.isAssignableFrom(type) && !Supplier.class.isAssignableFrom(type)) {
      throw unfit(type, "is neither an Application nor a Supplier of one", null);
    }
    try {
      Constructor<?> unused = type.getDeclaredConstructor();
    } catch (NoSuchMethodException none) {
      throw unfit(
          type,
          "has no constructor without parameters; add one, name a Supplier<Application> that has"
              + " one, or register FerryExtension.of(...)",
          none);
    }
    return ReflectionSupport.newInstance(type);
  }

  private static Application application(Object object) {
    if (object instanceof Application application) {
      return application;
    }
    Object supplied = ((Supplier<?>) object).get();
    if (supplied instanceof Application application) {
      return application;
    }
    throw unfit(object.getClass(), "supplies no Application, but " + supplied, null);
  }

  private static IllegalArgumentException unfit(
      Class<?> type, String why, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "@FerryTest(application = " + type.getSimpleName() + ".class): it " + why, cause);
  }
}
