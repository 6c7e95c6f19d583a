package dev.pgexport.snapshot.internal;

import dev.pgexport.snapshot.internal.check.Check;
import dev.pgexport.snapshot.internal.check.EngineCheck;
import dev.pgexport.snapshot.internal.check.KeyCheck;
import dev.pgexport.snapshot.internal.check.QuotaCheck;
import dev.pgexport.snapshot.internal.check.RegionCheck;
import dev.pgexport.snapshot.internal.check.RoleCheck;
import dev.pgexport.snapshot.internal.plan.SourceChoice;
import dev.pgexport.snapshot.internal.rds.Origin;
import dev.pgexport.snapshot.internal.rds.Origins;
import dev.pgexport.snapshot.internal.storage.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything that is looked at before RDS is asked to do anything. */
final class Preflight {
    private Preflight() {}

    /** @param place where RDS would write; empty when that is not known */
    static List<Check> of(Plan plan, Session session, Origin origin, Optional<Place> place) {
        List<Check> checks = new ArrayList<>();
        checks.add(new QuotaCheck(session.tasks(), origin)); // first: where RDS does not export, nothing else matters
        checks.add(new EngineCheck(origin, plan.source() instanceof SourceChoice.Live));
        place.ifPresent(known -> checks.add(
                new RegionCheck(origin, known, session.store(), session.calls().region())));
        checks.add(new RoleCheck(session.clients(), plan.roleArn()));
        checks.add(new KeyCheck(session.clients(), plan.kmsKey()));
        plan.catalogCheck().ifPresent(checks::add);
        return checks;
    }

    /** Find what is exported, or what a snapshot is to be made of. */
    static Origin origin(SourceChoice choice, Origins origins) throws InterruptedException {
        if (choice instanceof SourceChoice.Given given) {
            return origins.snapshot(given.snapshot());
        }
        if (choice instanceof SourceChoice.Latest latest) {
            return origins.latest(latest.cluster(), latest.of());
        }
        if (choice instanceof SourceChoice.Create create) {
            return origins.server(create.cluster(), create.of());
        }
        return origins.server(true, ((SourceChoice.Live) choice).cluster());
    }
}
