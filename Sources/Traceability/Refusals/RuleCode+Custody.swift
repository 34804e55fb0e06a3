extension RuleCode {
    /// The sentence of a rule about goods under a claim; empty for others.
    ///
    /// Spec: Docs/Spec/MassBalance.md §12.
    var custodyTemplate: String {
        switch self {
        case .custodyUnreadable:
            "What the event says of custody cannot be read: {reason}."
        case .custodyCertificate:
            "{lot} would come into being as {claim}, and none of the certificates that the event names is "
                + "one of that for an amount of these goods. Name it under certificates, or record the "
                + "goods without the claim."
        case .custodyLotDiffers:
            "All goods of {lot} are under {recorded}, and this would add some under {said}. Say the same, "
                + "or give them a lot of their own."
        case .custodyTransformationDiffers:
            "The transformation {transformation} is recorded under {recorded}, and this says {said}; all its "
                + "events say the same, from the first on."
        case .custodyTooWeak:
            "{lot} is under {recorded}, and cannot go as {claim} ({model}). Leave it out, or claim no more "
                + "than it bears."
        case .custodySeveralInputs:
            "Goods whose identity is preserved are made of one lot, and {first} and {other} would go in. Make "
                + "them apart, or say that they are segregated."
        case .custodyOtherProduct:
            "Under mass balance goods of one product meet: {first} went in, and {lot} is {product}. Make them "
                + "apart, or have both registered as what they are."
        case .custodyUnaccounted:
            "{unaccounted} of {asked} of {lot} are unaccounted, and bear no claim; record first where they "
                + "came from, or leave the claim out."
        case .custodyUnmeasured:
            "{lot} is told in {unit}, and cannot be held against the other goods of the transformation. Tell "
                + "what it weighs, unpack it first, have its product registered, or leave the claim out."
        case .custodyMoreThanInput:
            "{asked} of {lot} would come out under the claim, and {available} is left of what went in under "
                + "it; claim no more than {available}."
        case .custodyOverdrawn:
            "{asked} would be taken from the credit of {holder} at {place} for {product} as {claim}, and "
                + "{available} is there; put in more goods under the claim, or claim no more than "
                + "{available}."
        case .custodyCreditSpent:
            "{asked} would be taken back of the credit of {holder} at {place} for {product} as {claim}, and "
                + "{available} of it is not used; declare first the later events that used it."
        default: ""
        }
    }
}
