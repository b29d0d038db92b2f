<?php

require 'Credential.php';

$credential = Credential::read();
var_dump($credential);
print_r($credential);
echo 'digest ', hash('sha256', implode('|', [$credential->accountId, $credential->clientId, $credential->secret])), "\n";
