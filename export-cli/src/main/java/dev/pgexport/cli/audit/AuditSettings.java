package dev.pgexport.cli.audit;

import dev.pgexport.api.setting.Setting;

/** Whether runs are recorded. */
public record AuditSettings(
        @Setting(
                key = "audit",
                defaultValue = "false",
                description =
                        "Keep a record of the run at its location, in _audit/, also when it fails: who, what, when,"
                                + " which code, which snapshot, checksums; 'pgexport list --audit' reads them")
        boolean audit) {}
