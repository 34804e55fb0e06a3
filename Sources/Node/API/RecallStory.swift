import EPCIS
import LedgerCore
import Query

/// A recall in JSON.
struct RecallStory: Sendable {
    private let recall: Recall

    init(_ recall: Recall) {
        self.recall = recall
    }

    var value: JSONValue {
        .members([
            "lot": recall.start.lot.map(JSONValue.string),
            "event": recall.start.event.map(JSONValue.string),
            "plot": recall.start.plot.map(JSONValue.string),
            "certificate": recall.start.certificate.map { certificate in
                .members([
                    "issuer": .string(certificate.issuer.text),
                    "number": .string(certificate.number),
                ])
            },
            "totals": totals,
            "lots": .array(recall.lots.map(\.value)),
            "lotsOmitted": .integer(recall.totals.lots - recall.lots.count),
            "unaffected": recall.unaffected.map { unaffected in
                .members([
                    "lots": .array(unaffected.lots.map(\.value)),
                    "truncated": .bool(unaffected.isTruncated),
                ])
            },
            "openEnds": .members([
                "count": .integer(recall.openEnds.count),
                "listed": .array(
                    recall.openEnds.listed.map {
                        .members(["lot": .string($0.lot), "eventID": .string($0.eventID)])
                    }),
            ]),
            "truncated": recall.truncation.map(\.value),
            "isComplete": .bool(recall.isComplete),
            "since": .integer(recall.since.rawValue),
            "height": .integer(recall.height.rawValue),
        ])
    }

    private var totals: JSONValue {
        guard let amounts = recall.totals.amounts else {
            return .members(["lots": .integer(recall.totals.lots)])
        }
        return .members([
            "lots": .integer(recall.totals.lots), "holders": .integer(amounts.holders),
            "onHand": .array(amounts.onHand.map { MeasuredAmount($0.amount, $0.unit).value }),
            "inTransit": .array(
                amounts.onTheRoad.map { MeasuredAmount($0.amount, $0.unit).value }),
            "gone": .array(
                amounts.gone.map { gone in
                    .members([
                        "cause": .string(gone.cause),
                        "amount": MeasuredAmount(gone.amount, gone.unit).value,
                    ])
                }),
        ])
    }
}

extension RecallStart {
    fileprivate var lot: String? {
        if case .lot(let key) = self { key } else { nil }
    }

    fileprivate var event: String? {
        if case .event(let eventID) = self { eventID } else { nil }
    }

    fileprivate var plot: String? {
        if case .plot(let key, _) = self { key } else { nil }
    }

    fileprivate var certificate: CertificateReference? {
        if case .certificate(let reference) = self { reference } else { nil }
    }
}

extension AffectedLot {
    fileprivate var value: JSONValue {
        .members([
            "key": .string(key), "depth": .integer(depth),
            "reached": reached.map { step in
                .members([
                    "from": .string(step.from), "kind": .string("\(step.kind)"),
                    "events": .array(step.events.map(\.value)),
                ])
            },
            "intakes": .array(
                intakes.map { intake in
                    .members([
                        "affected": MeasuredAmount(intake.affected, intake.unit).value,
                        "total": MeasuredAmount(intake.total, intake.unit).value,
                    ])
                }),
            "unmeasuredInputs": unmeasuredInputs > 0 ? .integer(unmeasuredInputs) : nil,
            "holdings": .array(holdings.map(\.value)),
            "inTransit": .array(consignments.map(\.value)),
            "gone": .array(
                gone.map { outflow in
                    .members([
                        "holder": .string(outflow.holder), "cause": .string(outflow.cause),
                        "amount": MeasuredAmount(outflow.amount, outflow.unit).value,
                    ])
                }),
        ])
    }
}

extension UnaffectedLot {
    fileprivate var value: JSONValue {
        .members([
            "key": .string(key), "reason": .string(reason.rawValue),
            "beside": .string(beside), "eventID": .string(eventID),
        ])
    }
}

extension TraceEvent {
    fileprivate var value: JSONValue {
        .members([
            "eventID": .string(eventID),
            "eventTime": .string(UTCText.text(eventTime.milliseconds)),
            "bizStep": bizStep.map(JSONValue.string), "place": place.map(JSONValue.string),
            "member": .string(member),
        ])
    }
}
