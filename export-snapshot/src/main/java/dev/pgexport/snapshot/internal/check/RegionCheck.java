package dev.pgexport.snapshot.internal.check;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.Finding;
import dev.pgexport.snapshot.internal.rds.Origin;
import dev.pgexport.snapshot.internal.storage.Place;
import dev.pgexport.snapshot.internal.storage.Store;
import java.util.Optional;

/**
 * Whether RDS can write to the bucket: it is in the region of what is exported.
 *
 * @param configured the region that is asked
 */
public record RegionCheck(Origin origin, Place place, Store store, String configured) implements Check {
    @Override
    public String subject() {
        return "bucket";
    }

    @Override
    public Finding look() throws InterruptedException {
        place.requireFit();
        String exported = origin.region().orElse(configured);
        Optional<String> region = store.region();
        if (region.isPresent() && !region.get().equals(exported)) {
            throw new ExportException(
                            Kind.CONFIGURATION,
                            "the bucket " + place.bucket() + " is in " + region.get() + ", and RDS would write from "
                                    + exported)
                    .withAdvice("name a bucket in " + exported + ", by --to or by --snapshot-staging");
        }
        return Finding.ok(subject(), place + " in " + region.orElse("a region that it does not tell"));
    }
}
