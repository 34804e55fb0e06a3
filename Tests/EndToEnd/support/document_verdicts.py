"""Published documents that are sound EPCIS and that the ledger refuses all the same.

Path → where. Read by eye. They are captured in the order of their paths into one ledger, first
epcis/gs1-epcis/examples-json and then agri/events, which has many of them again.
"""

# The event is already there: the file is a copy of one before it, or borrows its `eventID`, as
# SensorDataExample17 does from SensorDataExample13.
COPIES = {
    "epcis/gs1-epcis/examples-json/Example-Type-sourceOrDestination,measurement,bizTransaction.jsonld": "/epcisBody/eventList/0/eventID",
    "epcis/gs1-epcis/examples-json/Example_9.6.1-ObjectEvent-with-pseudo-SBDH-headers.jsonld": "/epcisBody/eventList/0/eventID",
    "epcis/gs1-epcis/examples-json/Example_9.6.1-ObjectEvent.jsonld": "/epcisBody/eventList/0/eventID",
    "epcis/gs1-epcis/examples-json/WithSensorData/SensorDataExample17.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/AssociationEvent/AssociationEvent-a.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/AssociationEvent/AssociationEvent-b.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/AssociationEvent/AssociationEvent-c.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/AssociationEvent/AssociationEvent-d.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/AssociationEvent/AssociationEvent-e.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/AssociationEvent/AssociationEvent-f.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/EPCISQueryDocument.jsonld": "/epcisBody/queryResults/resultsBody/eventList/0/eventID",
    "agri/events/gs1-epcis/Example-TransactionEvents-2020_07_03y.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/Example_9.6.1-ObjectEvent.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/Example_9.6.1-with-comment.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/Example_9.6.2-ObjectEvent.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/Example_9.6.4-TransformationEvent.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/PersistentDisposition-example.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/WithDigitalLinkID/Example_9.6.1-ObjectEventWithDigitalLink.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/WithDigitalLinkID/Example_9.6.2-ObjectEventWithDigitalLink.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/WithDigitalLinkID/Example_9.6.3-AggregationEventWithDigitalLink.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/WithSensorData/SensorDataExample10.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/WithSensorData/SensorDataExample11.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/WithSensorData/SensorDataExample13.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/WithSensorData/SensorDataExample14.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/WithSensorData/SensorDataExample15.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/WithSensorData/SensorDataExample17.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/WithSensorData/SensorDataExample1b.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/WithSensorData/SensorDataExample2.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/WithSensorData/SensorDataExample3.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/WithSensorData/SensorDataExample4.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/WithSensorData/SensorDataExample6.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/WithSensorData/SensorDataExample7.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/WithSensorData/SensorDataExample8.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/WithSensorData/SensorDataExample9.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/openepcis/Capture/Documents/AggregationEvent_with_digitalLink.json": "/epcisBody/eventList/0/eventID",
    "agri/events/openepcis/Capture/Documents/AssociationEvent_2.json": "/epcisBody/eventList/0/eventID",
    "agri/events/openepcis/Capture/Documents/AssociationEvent_with_sensorData.json": "/epcisBody/eventList/0/eventID",
    "agri/events/openepcis/Capture/Documents/ObjectEvent.json": "/epcisBody/eventList/0/eventID",
    "agri/events/openepcis/Capture/Documents/SensorData_and_extension.json": "/epcisBody/eventList/0/eventID",
    "agri/events/openepcis/Capture/Documents/TransactionEvent_with_sensorData.json": "/epcisBody/eventList/0/eventID",
    "agri/events/openepcis/Query/JumbledFieldsOrder.json": "/epcisBody/queryResults/resultsBody/eventList/0/eventID",
    "agri/events/openepcis/Query/QueryDocumentWithMultipleEvents.json": "/epcisBody/queryResults/resultsBody/eventList/0/eventID",
}

# The example shows an error declaration alone, without the event it is about.
LONE_DECLARATIONS = {
    "epcis/gs1-epcis/examples-json/AssociationEvent/AssociationEvent-g.jsonld": "/epcisBody/eventList/0/eventID",
    "epcis/gs1-epcis/examples-json/WithErrorDeclaration/ErrorDeclarationAndCorrectiveEvent.jsonld": "/epcisBody/eventList/0/eventID",
    "epcis/gs1-epcis/examples-json/WithErrorDeclaration/Example_9.6.1-ObjectEvent-with-error-declaration.jsonld": "/epcisBody/eventList/0/eventID",
    "epcis/gs1-epcis/examples-json/WithFullCombinationOfFields/aggregation_event_all_possible_fields.jsonld": "/epcisBody/eventList/0/eventID",
    "epcis/gs1-epcis/examples-json/WithFullCombinationOfFields/association_event_all_possible_fields.jsonld": "/epcisBody/eventList/0/eventID",
    "epcis/gs1-epcis/examples-json/WithFullCombinationOfFields/object_event_all_possible_fields.jsonld": "/epcisBody/eventList/0/eventID",
    "epcis/gs1-epcis/examples-json/WithFullCombinationOfFields/transaction_event_all_possible_fields.jsonld": "/epcisBody/eventList/0/eventID",
    "epcis/gs1-epcis/examples-json/WithFullCombinationOfFields/transformation_event_all_possible_fields.jsonld": "/epcisBody/eventList/0/eventID",
    "epcis/gs1-epcis/examples-json/WithSensorData/SensorDataExample12.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/WithFullCombinationOfFields/aggregation_event_all_possible_fields.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/WithFullCombinationOfFields/association_event_all_possible_fields.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/WithFullCombinationOfFields/object_event_all_possible_fields.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/WithFullCombinationOfFields/transaction_event_all_possible_fields.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/gs1-epcis/WithFullCombinationOfFields/transformation_event_all_possible_fields.jsonld": "/epcisBody/eventList/0/eventID",
    "agri/events/openepcis/Capture/Documents/AggregationEvent_all_possible_fields.json": "/epcisBody/eventList/0/eventID",
    "agri/events/openepcis/Capture/Documents/TransformationEvent_all_possible_fields.json": "/epcisBody/eventList/0/eventID",
    "agri/events/openepcis/Capture/Documents/TransformationEvent_with_error_declaration.json": "/epcisBody/eventList/0/eventID",
    "agri/events/openepcis/Capture/Documents/TransformationEvent_with_sensorData.json": "/epcisBody/eventList/0/eventID",
    "agri/events/openepcis/Capture/Documents/TransformationEvent_with_userExtensions.json": "/epcisBody/eventList/0/eventID",
    "agri/events/openepcis/Capture/Events/TransformationEvent.json": "/eventID",
    "agri/events/openepcis/Query/ObjectEventWithAllPossibleFields.json": "/epcisBody/queryResults/resultsBody/eventList/0/eventID",
    "agri/events/openepcis/Query/TransformationEvent_with_error_declaration.json": "/epcisBody/queryResults/resultsBody/eventList/0/eventID",
}

# The file makes in Digital Link form the item that Example_9.6.4 made as a URN: the same serial.
SECOND_CREATIONS = {
    "epcis/gs1-epcis/examples-json/WithDigitalLinkID/Example_9.6.4-TransformationEventWithDigitalLink.jsonld": "/epcisBody/eventList/0/outputEPCList/0",
    "agri/events/gs1-epcis/WithDigitalLinkID/Example_9.6.4-TransformationEventWithDigitalLink.jsonld": "/epcisBody/eventList/0/outputEPCList/0",
}

REFUSED_BY_THE_LEDGER = {
    path: f"{code} at {pointer}"
    for code, places in [
        ("event.duplicate", COPIES),
        ("declaration.unknown_event", LONE_DECLARATIONS),
        ("lot.already_created", SECOND_CREATIONS),
    ]
    for path, pointer in places.items()
}
