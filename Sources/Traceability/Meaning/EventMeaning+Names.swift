extension EventMeaning {
    /// Names in full of the extensions that rules read. They travel open, since every validator judges
    /// by them: nothing that bears one of these names can be private.
    ///
    /// Spec: Docs/Spec/Sealing.md §1; ADR 0019.
    package static let extensionNames = [
        CertificateClaim.name, CertificateCitation.name, PlotClaim.name, ExportClaim.name,
        MoistureClaim.name, TransitClaim.name, WayInClaim.declarationName, WayInClaim.documentName,
        shortageReason, DelegationClaim.name, BehalfClaim.name, CustodyClaim.name,
    ]
}
