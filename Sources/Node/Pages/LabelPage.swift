/// What a label page says, in no language yet: the HTML and the JSON are made of this one value.
///
/// Facts of the ledger only. What members recorded is shown as recorded, what the ledger counted is
/// shown as counted, and the two are kept apart. The same for everybody: no amount, no hour, no place within
/// a district.
package struct LabelPage: Encodable, Sendable {
    /// The Digital Link path of the label, such as `/01/04880000000015/10/A1`.
    package var code: String
    /// The lot behind the label; differs from the code where the label names one item of it.
    package var lot: String
    package var product: LocalizedText?
    package var standing: Standing
    /// Where it grew: one entry for each source the ledger knows, the largest first.
    package var origins: [Origin]
    /// How many sources were left out of `origins`.
    package var originsOmitted: Int
    /// Where what is accounted for of the lot came from; none where that is not on record.
    package var shares: [Share]
    /// In the order in which they happened.
    package var steps: [Step]
    /// How many of the earliest steps were left out.
    package var stepsOmitted: Int
    package var ledger: LedgerPlace

    /// What the ledger can say of the goods.
    package enum Standing: String, Encodable, Sendable {
        /// All of it was counted from its making on.
        case counted
        /// A part was there before its holder joined, by the holder's word.
        case partlyDeclared
        /// A part entered from where the ledger knows nothing.
        case partlyUnaccounted
        /// The ledger never saw it made.
        case unaccounted
        /// Called back; the steps say by whom.
        case recalled
        /// Something that went into it was called back.
        case madeFromRecalled
    }

    /// How goods came in that a lot was made of.
    package enum Arrival: String, Encodable, Sendable {
        case harvested, imported
        /// Opening stock.
        case declared
        /// In several of these ways.
        case mixed
    }

    /// A part of the lot by where it came from.
    package struct Share: Encodable, Sendable {
        /// `grown`, `imported`, `declared`, `unknown` or `other`.
        package var origin: String
        package var country: String?
        package var thousandths: Int

        package init(origin: String, country: String?, thousandths: Int) {
            self.origin = origin
            self.country = country
            self.thousandths = thousandths
        }
    }

    /// A harvest this lot was made of, or goods that came in otherwise.
    package struct Origin: Encodable, Sendable {
        package var district: LocalizedText?
        package var place: LocalizedText?
        package var grower: LocalizedText?
        /// `2026-07-03`, or nil where nobody recorded it, and for what is no harvest.
        package var harvestDate: String?
        package var product: LocalizedText?
        package var lot: String
        package var arrival: Arrival
        /// When goods came in that are no harvest.
        package var arrivalDate: String?
        /// Two letters of the country that goods were imported from.
        package var country: String?

        package init(
            district: LocalizedText?, place: LocalizedText?, grower: LocalizedText?,
            harvestDate: String?, product: LocalizedText?, lot: String,
            arrival: Arrival = .harvested, arrivalDate: String? = nil, country: String? = nil
        ) {
            self.district = district
            self.place = place
            self.grower = grower
            self.harvestDate = harvestDate
            self.product = product
            self.lot = lot
            self.arrival = arrival
            self.arrivalDate = arrivalDate
            self.country = country
        }
    }

    /// One recorded event.
    package struct Step: Encodable, Sendable {
        /// RFC 3339 with the offset of the place: when the day began.
        package var time: String
        /// A CBV bare word or one of ours, such as `shipping`, `farmHarvest`.
        package var step: String
        package var place: LocalizedText?
        package var district: LocalizedText?
        package var holder: LocalizedText
        package var eventID: String

        package init(
            time: String, step: String, place: LocalizedText?, district: LocalizedText?,
            holder: LocalizedText, eventID: String
        ) {
            self.time = time
            self.step = step
            self.place = place
            self.district = district
            self.holder = holder
            self.eventID = eventID
        }
    }

    /// How fresh the answer is, and where anybody can check it.
    package struct LedgerPlace: Encodable, Sendable {
        package var chainID: String
        package var height: UInt64
        package var blockID: String
        /// RFC 3339, UTC: the time of that block.
        package var time: String

        package init(chainID: String, height: UInt64, blockID: String, time: String) {
            self.chainID = chainID
            self.height = height
            self.blockID = blockID
            self.time = time
        }
    }

    package init(
        code: String, lot: String, product: LocalizedText?, standing: Standing,
        origins: [Origin], originsOmitted: Int = 0, shares: [Share] = [], steps: [Step],
        stepsOmitted: Int = 0, ledger: LedgerPlace
    ) {
        self.code = code
        self.lot = lot
        self.product = product
        self.standing = standing
        self.origins = origins
        self.originsOmitted = originsOmitted
        self.shares = shares
        self.steps = steps
        self.stepsOmitted = stepsOmitted
        self.ledger = ledger
    }
}
