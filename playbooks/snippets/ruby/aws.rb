# frozen_string_literal: true

# @file credential.rb
# @install gem install aws-sdk-secretsmanager
require 'aws-sdk-secretsmanager'
require 'json'

# The __title__, read from AWS Secrets Manager.
class Credential
  class Error < StandardError; end

  SECRET = '__path__'

  attr_reader(
    # each part, comma between
    :__part__,
    # end
  )

  def self.read
    fields = parse(fetch)
    new(
      # each part, comma between
      __part__: required(fields, '__field__'),
      # or optional
      __part__: optional(fields, '__field__'),
      # end
    )
  end

  def initialize(
    # each part, comma between
    __part__:,
    # end
  )
    # each part
    @__part__ = __part__
    # end
    freeze
  end

  # Keeps the values out of logs.
  def inspect = '#<Credential>'

  def self.fetch
    Aws::SecretsManager::Client.new.get_secret_value(secret_id: SECRET).secret_string
  rescue Aws::Errors::ServiceError, Aws::Errors::MissingCredentialsError, Aws::Errors::MissingRegionError,
         Seahorse::Client::NetworkingError => e
    raise Error, "cannot read #{SECRET} from AWS Secrets Manager: #{e.message}"
  end
  private_class_method :fetch

  def self.parse(text)
    fields = JSON.parse(text.to_s)
    raise Error, "#{SECRET} is not a JSON object" unless fields.is_a?(Hash)

    fields
  rescue JSON::ParserError
    # Without a cause: the original message quotes the text.
    raise Error, "#{SECRET} is not JSON", cause: nil
  end
  private_class_method :parse

  # with optional
  def self.optional(fields, name)
    required(fields, name) unless fields[name].to_s.empty?
  end
  private_class_method :optional

  # end
  def self.required(fields, name)
    value = fields[name]
    raise Error, "#{SECRET} has no field #{name}, or an empty one" if !value.is_a?(String) || value.strip.empty?

    value
  end
  private_class_method :required
end
